package dev.agon.ranking.score;

import dev.agon.preference.PairCounts;
import dev.agon.preference.VoteTable;
import dev.agon.ranking.BothBad;
import dev.agon.ranking.Draws;
import dev.agon.ranking.Resampling;
import dev.agon.ranking.ScoreBoard;
import java.util.Arrays;

/** A score of items computed from pair counts; a higher score is better. */
public enum ScoreMethod {
  /** {@link Counting}. */
  COUNTING("counting", "wins, a tie being half a win"),
  /** {@link AverageWinRate}. */
  AVERAGE_WIN_RATE("average-win-rate", "mean win rate over the opponents"),
  /** {@link Eigenvector}. */
  EIGENVECTOR("eigenvector", "wins weighted by the opponents' own scores"),
  /** {@link PageRank}. */
  PAGE_RANK("pagerank", "share of a walk from losers to winners"),
  /** {@link RankCentrality}. */
  RANK_CENTRALITY("rank-centrality", "natural logarithm of the stationary share, mean 0"),
  /** {@link RankedPairs}. */
  RANKED_PAIRS("ranked-pairs", "number of items it stands before");

  private final String label;
  private final String meaning;

  ScoreMethod(String label, String meaning) {
    this.label = label;
    this.meaning = meaning;
  }

  /** The name in commands, files and tables. */
  public String label() {
    return label;
  }

  /** What the score is, in a few words. */
  public String meaning() {
    return meaning;
  }

  /**
   * The method with this label.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static ScoreMethod of(String label) {
    return Arrays.stream(values())
        .filter(method -> method.label.equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no score is called " + label));
  }

  /** The score of each item; NaN for one that the method cannot score. */
  public double[] scores(PairCounts counts, BothBad bothBad) {
    return switch (this) {
      case COUNTING -> Counting.scores(counts, bothBad);
      case AVERAGE_WIN_RATE -> AverageWinRate.scores(counts, bothBad);
      case EIGENVECTOR -> Eigenvector.scores(counts, bothBad);
      case PAGE_RANK -> PageRank.scores(counts, bothBad, PageRank.DAMPING);
      case RANK_CENTRALITY -> RankCentrality.scores(counts, bothBad);
      case RANKED_PAIRS -> RankedPairs.scores(counts, bothBad);
    };
  }

  /**
   * The board of this score, with bootstrap intervals: over annotators where the table names them,
   * else over votes.
   *
   * @param rounds of the bootstrap, at least 2
   */
  public ScoreBoard board(VoteTable table, BothBad bothBad, int rounds, long seed) {
    Draws draws =
        new Resampling(table)
            .draws(sample -> scores(PairCounts.of(sample), bothBad), false, rounds, seed);
    return ScoreBoard.ofDraws(label, draws);
  }
}
