package dev.agon.ranking.score;

import dev.agon.preference.PairCounts;
import dev.agon.preference.VoteTable;
import dev.agon.ranking.BothBad;
import dev.agon.ranking.Groups;
import dev.agon.ranking.board.ScoreBoard;
import dev.agon.ranking.interval.NoInterval;
import dev.agon.ranking.interval.Uncertainty;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

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

  /** Whether scores are shares of votes, or counts of them. */
  boolean isShare() {
    return this == COUNTING || this == AVERAGE_WIN_RATE;
  }

  /** Whether scores run away where an item wins or loses nearly everything. */
  boolean isSteep() {
    return this == RANK_CENTRALITY;
  }

  /** How scores move with votes about the smoothed counts of a table. */
  private Slopes slopes(VoteCells cells) {
    double[][] wins =
        WinMatrix.smoothed(cells.counts, cells.bothBad, cells.unit * ScoreIntervals.SMOOTHING);
    return switch (this) {
      case COUNTING -> Counting.slopes(wins);
      case AVERAGE_WIN_RATE -> AverageWinRate.slopes(wins);
      case EIGENVECTOR -> Eigenvector.slopes(wins);
      case PAGE_RANK -> PageRank.slopes(wins, PageRank.DAMPING);
      case RANK_CENTRALITY -> RankCentrality.slopes(wins);
      case RANKED_PAIRS -> throw new IllegalStateException("ranked pairs have no slopes");
    };
  }

  /**
   * The board of this score, with intervals that allow the votes of one annotator to depend on each
   * other where the table names annotators; see {@link ScoreIntervals}. None by ranked pairs, nor
   * with fewer than {@value Uncertainty#FEW} annotators or, nobody being named, votes.
   */
  public ScoreBoard board(VoteTable table, BothBad bothBad) {
    VoteCells cells = new VoteCells(table, bothBad);
    Groups groups = Groups.of(cells.counts, bothBad);
    double[] scores = scores(cells.counts, bothBad);
    int annotators = cells.named ? cells.clusters : 0;
    NoInterval reason = reason(cells);
    if (reason != null || cells.clusters == 0) {
      return ScoreBoard.of(label, scores, null, groups, annotators, reason);
    }
    ScoreIntervals intervals = new ScoreIntervals(this, scores, table, cells, slopes(cells));
    return ScoreBoard.of(label, scores, intervals, groups, annotators, null);
  }

  private @Nullable NoInterval reason(VoteCells cells) {
    NoInterval few =
        cells.clusters == 0
            ? null
            : NoInterval.ofFew(cells.named, cells.clusters, cells.evenClusters);
    return few == null && this == RANKED_PAIRS ? NoInterval.LEAPS : few;
  }
}
