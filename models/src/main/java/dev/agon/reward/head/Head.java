package dev.agon.reward.head;

import dev.agon.reward.pairs.FeatureMatrix;
import dev.agon.reward.pairs.PreferencePairs;
import java.util.List;

/** The shape of what turns features into rewards, and how hard it is held back. */
public sealed interface Head permits Head.Linear, Head.Mlp {

  /** The name with its parameters, for cards and fingerprints. */
  String name();

  /**
   * One weight a feature and criterion, found exactly: the penalised loss is convex and Newton's
   * method runs to its minimum.
   *
   * @param l2 the ridge: {@code l2 / 2} times the squared weights is added to the summed loss;
   *     above 0
   */
  public record Linear(double l2) implements Head {
    public Linear {
      if (!(l2 > 0 && l2 < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("a ridge is finite and above 0, not " + l2);
      }
    }

    @Override
    public String name() {
      return "linear, l2=" + l2;
    }
  }

  /**
   * A perceptron with one hidden layer of tanh units, trained in TensorFlow.
   *
   * @param hidden units, at least 1
   * @param optimisation how its weights are found
   */
  public record Mlp(int hidden, Optimisation optimisation) implements Head {
    public Mlp {
      if (hidden < 1) {
        throw new IllegalArgumentException("a hidden layer has a unit or more, not " + hidden);
      }
    }

    @Override
    public String name() {
      return "mlp, hidden=" + hidden + ", " + optimisation;
    }
  }

  /** The trained head that was saved as these arrays. */
  public static Trained of(NamedArrays arrays) {
    return MlpScorer.isIn(arrays) ? MlpScorer.of(arrays) : LinearScorer.of(arrays);
  }

  /** The criteria's rewards of one item. */
  public sealed interface Trained permits LinearScorer, MlpScorer {
    /** The number of features that an item has. */
    int columns();

    /** The number of criteria. */
    int criteria();

    /** One item's reward under a criterion, in logits; the same bits whatever is scored beside. */
    double score(FeatureMatrix features, int row, int criterion);

    /** How much more the response shown first is preferred than its reward says, in logits. */
    double positionTerm(int criterion);

    /** All numbers of the head, by name, for saving and checksums. */
    NamedArrays arrays();

    /** The rewards of all items: by item, then criterion. */
    default double[][] scores(FeatureMatrix features) {
      double[][] scores = new double[features.rows()][criteria()];
      for (int row = 0; row < scores.length; row++) {
        for (int c = 0; c < criteria(); c++) {
          scores[row][c] = score(features, row, c);
        }
      }
      return scores;
    }

    /** The differences of rewards of pairs, first less second, without the position term. */
    default double[] differences(FeatureMatrix features, PreferencePairs pairs, int criterion) {
      double[] rewards = new double[features.rows()];
      boolean[] known = new boolean[rewards.length];
      double[] differences = new double[pairs.rows()];
      for (int row = 0; row < differences.length; row++) {
        for (int item : List.of(pairs.first(row), pairs.second(row))) {
          if (!known[item]) {
            rewards[item] = score(features, item, criterion);
            known[item] = true;
          }
        }
        differences[row] = rewards[pairs.first(row)] - rewards[pairs.second(row)];
      }
      return differences;
    }
  }
}
