package dev.agon.ranking.listwise;

import dev.agon.preference.VoteTable;
import dev.agon.ranking.Method;
import dev.agon.ranking.interval.CrowdBradleyTerry;
import dev.agon.ranking.score.ScoreMethod;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Which methods count votes by their weights, and what the others say of votes that have some. */
public final class Weighing {
  /** The labels of the methods that count votes by their weights. */
  public static final List<String> METHODS =
      Stream.of(
              Arrays.stream(Method.values()).map(Method::label),
              Stream.of(CrowdBradleyTerry.METHOD, Ballots.METHOD),
              Arrays.stream(ScoreMethod.values()).map(ScoreMethod::label))
          .flatMap(labels -> labels)
          .toList();

  private Weighing() {}

  /**
   * Refuses votes of unequal weights where they would count alike.
   *
   * @param method the label of the method that is to rank them
   * @throws IllegalArgumentException naming what has no use for weights
   */
  public static void check(String method, VoteTable votes) {
    if (!METHODS.contains(method) && isWeighed(votes)) {
      throw new IllegalArgumentException(
          "%s takes one whole vote after another, but the votes have unequal weights; weights go with %s"
              .formatted(method, String.join(", ", METHODS)));
    }
  }

  /** Whether votes have unequal weights. */
  public static boolean isWeighed(VoteTable votes) {
    return IntStream.range(1, votes.rows()).anyMatch(row -> votes.weight(row) != votes.weight(0));
  }
}
