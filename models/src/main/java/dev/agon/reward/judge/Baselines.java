package dev.agon.reward.judge;

import dev.agon.reward.head.Head;
import dev.agon.reward.head.HeadTraining;
import dev.agon.reward.head.Learner;
import dev.agon.reward.head.TrainingPlan;
import dev.agon.reward.loss.PairLoss;
import dev.agon.reward.pairs.ColumnScaling;
import dev.agon.reward.pairs.DenseFeatures;
import java.util.Arrays;

/** What any reward model must beat. */
public final class Baselines {
  private static final double RIDGE = 1e-6;

  private Baselines() {}

  /** Knows only how often the first of a training pair is preferred. */
  public static Learner constant() {
    return (train, test) -> {
      double[][] differences = new double[train.criteria().size()][test.rows()];
      for (int c = 0; c < differences.length; c++) {
        double sum = 0;
        double mass = 0;
        for (int row = 0; row < train.rows(); row++) {
          if (train.judged(row, c)) {
            sum += train.weight(row) * train.label(row, c);
            mass += train.weight(row);
          }
        }
        double share = (sum + 0.5) / (mass + 1);
        Arrays.fill(differences[c], Math.log(share / (1 - share)));
      }
      return differences;
    };
  }

  /**
   * Knows only how long the responses are: Bradley-Terry in the difference of log lengths, with the
   * factor, and so its sign, fitted to the training pairs.
   *
   * @param logLength of each item
   */
  public static Learner length(double[] logLength) {
    float[][] rows = new float[logLength.length][1];
    for (int item = 0; item < rows.length; item++) {
      rows[item][0] = (float) logLength[item];
    }
    DenseFeatures features = new DenseFeatures(rows, 1);
    TrainingPlan plan =
        new TrainingPlan(
            new Head.Linear(RIDGE), PairLoss.plain(), ColumnScaling.of(1, false), false, 0);
    return (train, test) -> {
      Head.Trained trained = new HeadTraining(plan, features, train).run();
      double[][] differences = new double[train.criteria().size()][];
      Arrays.setAll(differences, c -> trained.differences(features, test, c));
      return differences;
    };
  }

  /**
   * Given rewards, such as the previous version's.
   *
   * @param rewards by item and criterion
   */
  public static Learner given(double[][] rewards) {
    return (_, test) -> {
      double[][] differences = new double[test.criteria().size()][test.rows()];
      for (int c = 0; c < differences.length; c++) {
        for (int row = 0; row < test.rows(); row++) {
          differences[c][row] = rewards[test.first(row)][c] - rewards[test.second(row)][c];
        }
      }
      return differences;
    };
  }
}
