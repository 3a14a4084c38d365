package dev.agon.reward.head;

import dev.agon.reward.pairs.ColumnScaling;
import dev.agon.reward.pairs.FeatureMatrix;
import dev.agon.reward.pairs.PreferencePairs;
import dev.agon.tensor.Weights;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Fits a linear head to MiniLM's frozen vectors first and then goes on from there with all layers,
 * on the training pairs alone.
 */
public final class FineTunedLearner implements Learner {
  private static final double RIDGE = 1;

  private final FineTuning.Settings settings;
  private final List<String> texts;
  private final FeatureMatrix vectors;
  private final int most;
  private final Consumer<TrainingProgress> listener;

  /**
   * @param texts of the items
   * @param vectors of the items: MiniLM's own, of length 1, 384 columns
   * @param most pairs to fine-tune on, drawn by the seed; the head is fitted to all
   */
  public FineTunedLearner(
      FineTuning.Settings settings,
      List<String> texts,
      FeatureMatrix vectors,
      int most,
      Consumer<TrainingProgress> listener) {
    this.settings = settings;
    this.texts = List.copyOf(texts);
    this.vectors = vectors;
    this.most = most;
    this.listener = listener;
  }

  @Override
  public double[][] differences(PreferencePairs train, PreferencePairs test) {
    return FineTuning.differences(learn(train), settings.longest(), texts, test);
  }

  /** The weights after both stages. */
  public Weights learn(PreferencePairs train) {
    PreferencePairs some = train.select(drawn(train.rows()));
    return new FineTuning(settings, texts, some, head(train)).listening(listener).run();
  }

  /** [columns, criteria] row-major. */
  private float[] head(PreferencePairs train) {
    TrainingPlan plan =
        new TrainingPlan(
            new Head.Linear(RIDGE),
            settings.loss(),
            ColumnScaling.of(vectors.columns(), false),
            settings.position(),
            settings.seed());
    NamedArrays fitted = new HeadTraining(plan, vectors, train).run().arrays();
    int criteria = train.criteria().size();
    float[] head = new float[vectors.columns() * criteria];
    for (int c = 0; c < criteria; c++) {
      double[] weights = fitted.get("weights-" + c);
      for (int column = 0; column < weights.length; column++) {
        head[column * criteria + c] = (float) weights[column];
      }
    }
    return head;
  }

  private int[] drawn(int rows) {
    int[] all = IntStream.range(0, rows).toArray();
    Random random = new Random(settings.seed());
    for (int i = 0; i < Math.min(most, rows); i++) {
      int other = i + random.nextInt(rows - i);
      int held = all[i];
      all[i] = all[other];
      all[other] = held;
    }
    return Arrays.stream(all).limit(most).sorted().toArray();
  }
}
