package dev.agon.ranking.interval;

import dev.agon.preference.Outcome;
import dev.agon.ranking.BothBad;
import dev.agon.ranking.fit.PairColumns;
import dev.agon.ranking.fit.Scores;

/**
 * The middle of a sandwich: the sum over clusters of the outer product of the cluster's summed
 * score with itself, over the positions of {@link PairColumns} and, last, the tie parameter when it
 * is fitted.
 */
final class ScoreProducts {
  /** Symmetric, both triangles filled. */
  final double[][] sum;

  /** The number of clusters with counted votes, in all and on each position. */
  long clusters;

  final long[] clustersAt;

  private final EffectiveNumber even = new EffectiveNumber();
  private final PairColumns pairs;
  private final Scores scores;
  private final int tieAt;
  private final double[] score;
  private final int[] touched;
  private final int[] touchedBy;

  private ScoreProducts(PairColumns pairs, Scores scores) {
    this.pairs = pairs;
    this.scores = scores;
    this.tieAt = pairs.items();
    int size = pairs.items() + (scores.fitsTies ? 1 : 0);
    sum = new double[size][size];
    clustersAt = new long[pairs.items()];
    score = new double[size];
    touched = new int[size];
    touchedBy = new int[size];
  }

  /** Every vote as its own cluster, from the squared weights of the pairs. */
  static ScoreProducts plain(PairColumns pairs, Scores scores) {
    ScoreProducts products = new ScoreProducts(pairs, scores);
    products.addAllVotes();
    products.mirror();
    return products;
  }

  /** Every vote as its own cluster but those of some clusters. */
  static ScoreProducts plainBut(
      PairColumns pairs, Scores scores, BothBad bothBad, Clusters clusters) {
    ScoreProducts products = new ScoreProducts(pairs, scores);
    products.addAllVotes();
    int highestCode = highestCode(bothBad);
    for (int cluster = 0; cluster < clusters.size(); cluster++) {
      products.addCluster(clusters, cluster, highestCode);
    }
    for (int cell = 0; cell < clusters.pair.length; cell++) {
      int row = pairs.row[clusters.pair[cell]];
      if (row >= 0 && clusters.outcome[cell] <= highestCode) {
        double weight = clusters.weight[cell];
        products.addVotes(row, clusters.outcome[cell], -weight * weight);
      }
    }
    products.mirror();
    return products;
  }

  private void addAllVotes() {
    for (int row = 0; row < pairs.pairs(); row++) {
      addVotes(row, 1, pairs.squaredWins[row]);
      addVotes(row, 2, pairs.squaredLosses[row]);
      addVotes(row, 3, pairs.squaredTies[row]);
      clusters += pairs.votes[row];
      clustersAt[pairs.lower[row]] += pairs.votes[row];
      clustersAt[pairs.upper[row]] += pairs.votes[row];
    }
  }

  private void addVotes(int row, int outcomeCode, double squaredWeight) {
    int a = pairs.lower[row];
    int b = pairs.upper[row];
    double strength = scores.strength(row, outcomeCode);
    double square = squaredWeight * strength * strength;
    sum[a][a] += square;
    sum[b][b] += square;
    sum[a][b] -= square;
    if (scores.fitsTies) {
      double tie = scores.tie(row, outcomeCode);
      sum[a][tieAt] += squaredWeight * strength * tie;
      sum[b][tieAt] -= squaredWeight * strength * tie;
      sum[tieAt][tieAt] += squaredWeight * tie * tie;
    }
  }

  static ScoreProducts clustered(
      PairColumns pairs, Scores scores, BothBad bothBad, Clusters clusters) {
    ScoreProducts products = new ScoreProducts(pairs, scores);
    int highestCode = highestCode(bothBad);
    for (int cluster = 0; cluster < clusters.size(); cluster++) {
      products.addCluster(clusters, cluster, highestCode);
    }
    products.mirror();
    return products;
  }

  private static int highestCode(BothBad bothBad) {
    return bothBad == BothBad.TIE ? Outcome.BOTH_BAD.code() : Outcome.TIE.code();
  }

  private void addCluster(Clusters clusters, int cluster, int highestCode) {
    int size = 0;
    double held = 0;
    for (int cell = clusters.start[cluster]; cell < clusters.start[cluster + 1]; cell++) {
      int row = pairs.row[clusters.pair[cell]];
      int outcomeCode = clusters.outcome[cell];
      if (row >= 0 && outcomeCode <= highestCode) {
        int a = pairs.lower[row];
        int b = pairs.upper[row];
        size = touch(a, cluster, size);
        size = touch(b, cluster, size);
        held += clusters.weight[cell];
        double strength = clusters.weight[cell] * scores.strength(row, outcomeCode);
        score[a] += strength;
        score[b] -= strength;
        if (scores.fitsTies) {
          score[tieAt] += clusters.weight[cell] * scores.tie(row, outcomeCode);
        }
      }
    }
    if (size > 0) {
      size = scores.fitsTies ? touch(tieAt, cluster, size) : size;
      even.add(held);
      addOuterProduct(size);
    }
  }

  /** The effective number of the clusters. */
  double even() {
    return even.get();
  }

  private int touch(int position, int cluster, int size) {
    if (touchedBy[position] == cluster + 1) {
      return size;
    }
    touchedBy[position] = cluster + 1;
    touched[size] = position;
    return size + 1;
  }

  /** Adds the current score's outer product to the upper triangle and clears the score. */
  private void addOuterProduct(int size) {
    clusters++;
    for (int i = 0; i < size; i++) {
      int position = touched[i];
      if (position < clustersAt.length) {
        clustersAt[position]++;
      }
      if (2 * size > score.length) {
        addRow(sum[position], score[position], position);
      } else {
        addSparse(i, size);
      }
    }
    for (int i = 0; i < size; i++) {
      score[touched[i]] = 0;
    }
  }

  private void addRow(double[] row, double factor, int from) {
    for (int j = from; j < row.length; j++) {
      row[j] += factor * score[j];
    }
  }

  private void addSparse(int i, int size) {
    int position = touched[i];
    for (int j = i; j < size; j++) {
      int other = touched[j];
      sum[Math.min(position, other)][Math.max(position, other)] += score[position] * score[other];
    }
  }

  private void mirror() {
    for (int i = 0; i < sum.length; i++) {
      for (int j = 0; j < i; j++) {
        sum[i][j] = sum[j][i];
      }
    }
  }
}
