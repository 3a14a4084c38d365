package dev.agon.reward.head;

import dev.agon.numeric.Digests;
import dev.agon.reward.pairs.FeatureMatrix;
import dev.agon.reward.pairs.PreferencePairs;
import dev.agon.reward.pairs.RankedLists;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One training, run on the calling thread. The same plan, features and pairs give the same bits, on
 * one machine, device and thread count, also when a training was cut off and resumed.
 */
public final class HeadTraining {

  private static final double EXACT = 1e-8;

  private final TrainingPlan plan;
  private final FeatureMatrix features;
  private final PreferencePairs pairs;
  private final RankedLists lists;
  private final Hooks hooks;
  private double tolerance = EXACT;
  private @Nullable LinearScorer start;

  /** A training on pairs alone; see the other constructor. */
  public HeadTraining(TrainingPlan plan, FeatureMatrix features, PreferencePairs pairs) {
    this(plan, features, pairs, new RankedLists());
  }

  /**
   * Prepares a training; nothing runs yet.
   *
   * @param lists rankings that are learned beside the pairs by Plackett-Luce, for linear heads
   * @throws IllegalArgumentException when there is nothing judged, a pair or ranking names an item
   *     without features, or scaling and features differ in columns
   */
  public HeadTraining(
      TrainingPlan plan, FeatureMatrix features, PreferencePairs pairs, RankedLists lists) {
    if (pairs.rows() + lists.size() == 0) {
      throw new IllegalArgumentException("there are no pairs to train on");
    }
    int items = Math.max(pairs.items(), lists.items());
    if (items > features.rows()) {
      throw new IllegalArgumentException(
          "pairs of " + items + " items, features of " + features.rows());
    }
    if (plan.scaling().columns() != features.columns()) {
      throw new IllegalArgumentException(
          "scales of " + plan.scaling().columns() + " columns for " + features.columns());
    }
    this.plan = plan;
    this.features = features;
    this.pairs = pairs;
    this.lists = lists;
    this.hooks = new Hooks(this::fingerprint);
  }

  /** Is told after every step, on the training's thread. */
  public HeadTraining listening(Consumer<TrainingProgress> listener) {
    hooks.listener = listener;
    return this;
  }

  /** Is asked before every step; when true, {@link #run} throws {@link TrainingCancelled}. */
  public HeadTraining stoppingWhen(BooleanSupplier cancelled) {
    hooks.cancelled = cancelled;
    return this;
  }

  /**
   * Keeps a checkpoint in a folder, and resumes from the one that is there if it is of the same
   * plan and data; another one is replaced.
   *
   * @param folder made when missing; the caller deletes it when the result is safe
   * @param everySteps steps from one checkpoint to the next, at least 1
   */
  public HeadTraining checkpointing(Path folder, int everySteps) {
    hooks.checkpoints(folder, everySteps);
    return this;
  }

  /**
   * Trains to the end.
   *
   * @throws TrainingCancelled when told to stop
   * @throws IllegalArgumentException when a pair lacks what the loss needs
   * @throws UncheckedIOException when a checkpoint cannot be read or written
   */
  public Head.Trained run() {
    return switch (plan.head()) {
      case Head.Linear _ -> new NewtonTraining(plan, features, pairs, this).run();
      case Head.Mlp _ -> new MlpTraining(plan, features, pairs, this).run();
    };
  }

  /**
   * Ends a linear head's training sooner, for choices between plans.
   *
   * @param tolerance the part of the first gradient that may be left; 1e-8 unless told otherwise
   */
  public HeadTraining within(double tolerance) {
    this.tolerance = tolerance;
    return this;
  }

  /**
   * Begins a linear head's training at another one, for choices between plans: the minimum is one,
   * but what is within the tolerance depends on the start.
   */
  HeadTraining from(Head.@Nullable Trained other) {
    start = other instanceof LinearScorer linear ? linear : null;
    return this;
  }

  @Nullable LinearScorer start() {
    return start;
  }

  double tolerance() {
    return tolerance;
  }

  RankedLists lists() {
    return lists;
  }

  Hooks hooks() {
    return hooks;
  }

  private String fingerprint() {
    MessageDigest rankings = Digests.sha256();
    lists.digest(rankings);
    NamedArrays data = new NamedArrays();
    data.put(plan + " " + pairs.sha256() + " " + Digests.hex(rankings), new double[0]);
    double[] column = new double[features.columns()];
    for (int row = 0; row < features.rows(); row++) {
      features.add(row, 1 + row % 97, column, 0);
    }
    data.put("features", column);
    return data.sha256();
  }
}
