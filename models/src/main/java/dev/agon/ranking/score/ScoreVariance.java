package dev.agon.ranking.score;

import dev.agon.preference.Outcome;
import dev.agon.preference.VoteTable;

/**
 * Covariances of scores by linearisation, in the units of a {@link Slopes}: a score's variance is
 * that of the sum, over independent clusters of votes, of what each moves it by (the infinitesimal
 * jackknife: Efron 1982, The Jackknife, the Bootstrap and Other Resampling Plans, chapter 6).
 */
final class ScoreVariance {
  /** No cluster's residual is enlarged by more than its square root. */
  private static final double MOST_LEVERAGE = 0.75;

  private final VoteTable table;
  private final VoteCells cells;
  private final Slopes slopes;
  private final SparseRow moved;

  ScoreVariance(VoteTable table, VoteCells cells, Slopes slopes) {
    this.table = table;
    this.cells = cells;
    this.slopes = slopes;
    this.moved = new SparseRow(slopes.rows());
  }

  /**
   * The votes of one annotator depending on each other. Of functions of shares, an annotator's
   * residual on a pair is divided by the square root of the weight that others have on it, since
   * the share follows their own votes (Bell and McCaffrey 2002, Survey Methodology 28, 169-181);
   * functions of wins count how much each annotator adds. Times G / (G - 1).
   */
  double[][] clustered() {
    double[][] middle = new double[slopes.rows()][slopes.rows()];
    double[] sum = new double[slopes.rows()];
    if (cells.named) {
      double[] held = new double[cells.counts.pairs()];
      double[] score = new double[cells.counts.pairs()];
      for (int cluster = 0; cluster < cells.clusters; cluster++) {
        addCluster(cluster, held, score);
        moved.addOuter(middle, 1);
        moved.addTo(sum, 1);
        moved.clear();
      }
    } else {
      addVotes(middle, sum);
    }
    double number = cells.clusters;
    double factor = number > 1 ? number / (number - 1) : 1;
    for (int i = 0; i < middle.length; i++) {
      for (int j = 0; j < middle.length; j++) {
        middle[i][j] = factor * (middle[i][j] - sum[i] * sum[j] / number);
      }
    }
    return spread(middle);
  }

  private void addCluster(int cluster, double[] held, double[] score) {
    int[] rows = cells.rows(cluster);
    for (int row : rows) {
      int pair = cells.counts.pair(table.first(row), table.second(row));
      Outcome outcome = Outcome.of(table.outcomeCode(row));
      boolean inOrder = table.first(row) < table.second(row);
      held[pair] += table.weight(row);
      score[pair] += table.weight(row) * VoteCells.score(inOrder ? outcome : outcome.swapped());
    }
    for (int row : rows) {
      int pair = cells.counts.pair(table.first(row), table.second(row));
      if (held[pair] > 0) {
        add(pair, held[pair], score[pair]);
      }
      held[pair] = 0;
      score[pair] = 0;
    }
  }

  /** What some votes on a pair move, their weight and the lower item's score in them. */
  private void add(int pair, double held, double score) {
    int lower = cells.counts.lower(pair);
    int upper = cells.counts.upper(pair);
    if (slopes.ofShares()) {
      double all = cells.weight(pair);
      double others = 1 - Math.min(held / all, MOST_LEVERAGE);
      double residual = (score - held * cells.share(pair)) / Math.sqrt(others);
      slopes.move().add(lower, upper, residual / all, moved);
    } else {
      slopes.move().add(lower, upper, score, moved);
      slopes.move().add(upper, lower, held - score, moved);
    }
  }

  /** Every vote by itself, those of one pair and outcome together. */
  private void addVotes(double[][] middle, double[] sum) {
    for (int pair = 0; pair < cells.counts.pairs(); pair++) {
      for (Outcome outcome : Outcome.values()) {
        double weight = cells.counts(outcome) ? cells.counts.weight(pair, outcome) : 0;
        if (weight > 0) {
          double square = cells.counts.squaredWeight(pair, outcome);
          double each = square / weight;
          add(pair, each, each * VoteCells.score(outcome));
          moved.addOuter(middle, weight / each);
          moved.addTo(sum, weight / each);
          moved.clear();
        }
      }
    }
  }

  /**
   * Votes drawn independently from pairs' smoothed probabilities: never 0, also where a pair has
   * only wins or only ties.
   *
   * @param more votes of every outcome that a pair is smoothed by; of ties only where there are any
   */
  double[][] independent(double more) {
    double[][] middle = new double[slopes.rows()][slopes.rows()];
    double[] sum = new double[slopes.rows()];
    double total = 0;
    double ties = 0;
    for (int pair = 0; pair < cells.counts.pairs(); pair++) {
      ties += weight(pair, Outcome.TIE) + weight(pair, Outcome.BOTH_BAD);
    }
    double added = cells.unit * more;
    for (int pair = 0; pair < cells.counts.pairs(); pair++) {
      if (cells.weight(pair) > 0) {
        double[] votes = {
          weight(pair, Outcome.FIRST) + added,
          weight(pair, Outcome.SECOND) + added,
          weight(pair, Outcome.TIE) + weight(pair, Outcome.BOTH_BAD) + (ties > 0 ? added : 0)
        };
        total += addIndependent(pair, votes, middle, sum);
      }
    }
    for (int i = 0; i < middle.length; i++) {
      for (int j = 0; j < middle.length; j++) {
        middle[i][j] -= slopes.ofShares() ? 0 : cells.unit * sum[i] * sum[j] / total;
      }
    }
    return spread(middle);
  }

  private double weight(int pair, Outcome outcome) {
    return cells.counts(outcome) ? cells.counts.weight(pair, outcome) : 0;
  }

  /** Adds a pair's votes: wins, losses and ties of its lower item. */
  private double addIndependent(int pair, double[] votes, double[][] middle, double[] sum) {
    double all = votes[0] + votes[1] + votes[2];
    double[] scores = {1, 0, 0.5};
    int lower = cells.counts.lower(pair);
    int upper = cells.counts.upper(pair);
    if (slopes.ofShares()) {
      double mean = (votes[0] + votes[2] / 2) / all;
      double variance = 0;
      for (int outcome = 0; outcome < votes.length; outcome++) {
        variance += votes[outcome] / all * Math.pow(scores[outcome] - mean, 2);
      }
      slopes.move().add(lower, upper, 1, moved);
      moved.addOuter(middle, variance * cells.unit / cells.weight(pair));
      moved.clear();
      return all;
    }
    for (int outcome = 0; outcome < votes.length; outcome++) {
      slopes.move().add(lower, upper, scores[outcome], moved);
      slopes.move().add(upper, lower, 1 - scores[outcome], moved);
      moved.addOuter(middle, votes[outcome] * cells.unit);
      moved.addTo(sum, votes[outcome]);
      moved.clear();
    }
    return all;
  }

  /** From rows to items. */
  private double[][] spread(double[][] middle) {
    double[][] spread = slopes.spread();
    return spread == null ? middle : times(transposed(spread), times(middle, spread));
  }

  private static double[][] transposed(double[][] matrix) {
    double[][] turned = new double[matrix.length == 0 ? 0 : matrix[0].length][matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < turned.length; j++) {
        turned[j][i] = matrix[i][j];
      }
    }
    return turned;
  }

  private static double[][] times(double[][] a, double[][] b) {
    double[][] product = new double[a.length][b.length == 0 ? 0 : b[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int k = 0; k < b.length; k++) {
        double factor = a[i][k];
        for (int j = 0; factor != 0 && j < product[i].length; j++) {
          product[i][j] += factor * b[k][j];
        }
      }
    }
    return product;
  }
}
