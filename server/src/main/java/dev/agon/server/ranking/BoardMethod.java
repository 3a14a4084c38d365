package dev.agon.server.ranking;

import dev.agon.ranking.Method;
import dev.agon.ranking.interval.CrowdBradleyTerry;
import dev.agon.ranking.listwise.Ballots;
import dev.agon.ranking.score.ScoreMethod;
import dev.agon.ranking.sequential.SequentialBoards;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A method that boards of slices can be computed by; studies' own are likelihoods of counts. */
public enum BoardMethod {
  BRADLEY_TERRY(Method.BRADLEY_TERRY),
  DAVIDSON(Method.DAVIDSON),
  RAO_KUPPER(Method.RAO_KUPPER),
  /** Bradley-Terry with annotators of different reliability. */
  CROWD(CrowdBradleyTerry.METHOD, 0),
  TRUE_SKILL(SequentialBoards.TRUE_SKILL, 2),
  ELO(SequentialBoards.ELO, 0),
  /** Of rankings, where annotators gave some; a vote on two is a ranking of two. */
  PLACKETT_LUCE(Ballots.METHOD, 0),
  AVERAGE_WIN_RATE(ScoreMethod.AVERAGE_WIN_RATE.label(), 3);

  private final String label;
  private final int decimals;
  private final @Nullable Method likelihood;

  BoardMethod(Method likelihood) {
    this.label = likelihood.label();
    this.decimals = 0;
    this.likelihood = likelihood;
  }

  BoardMethod(String label, int decimals) {
    this.label = label;
    this.decimals = decimals;
    this.likelihood = null;
  }

  /** The name in addresses, files and commands. */
  public String label() {
    return label;
  }

  /** With how many decimals its ratings are shown. */
  public int decimals() {
    return decimals;
  }

  /** The likelihood of counts that it maximises; empty for the others. */
  public Optional<Method> likelihood() {
    return Optional.ofNullable(likelihood);
  }

  /**
   * The method with this label.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static BoardMethod of(String label) {
    return Arrays.stream(values())
        .filter(method -> method.label.equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no method of boards is called " + label));
  }
}
