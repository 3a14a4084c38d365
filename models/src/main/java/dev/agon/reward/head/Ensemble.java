package dev.agon.reward.head;

import dev.agon.reward.pairs.FeatureMatrix;
import dev.agon.reward.pairs.PreferencePairs;
import dev.agon.reward.pairs.Split;
import dev.agon.reward.pairs.Splits;
import dev.agon.reward.pairs.Strengths;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Several models a fold, each trained on a resample of the other folds' groups: the strength of a
 * pair comes only from models that never saw its prompt or texts. In-sample strengths of a small
 * head would follow the labels and find no wrong one.
 */
public final class Ensemble {
  private final TrainingPlan plan;
  private final FeatureMatrix features;
  private final PreferencePairs pairs;
  private final int[] units;
  private int members = 10;
  private int folds = 5;
  private BooleanSupplier cancelled = () -> false;
  private BiConsumer<Integer, Integer> listener = (_, _) -> {};

  /**
   * Ten members and five folds unless told otherwise.
   *
   * @param textOf the text of each item, equal numbers for equal texts
   */
  public Ensemble(TrainingPlan plan, FeatureMatrix features, PreferencePairs pairs, int[] textOf) {
    this.plan = plan;
    this.features = features;
    this.pairs = pairs;
    this.units = Splits.units(pairs, textOf);
  }

  /** Another size: at least 2 members and 2 folds. */
  public Ensemble sized(int members, int folds) {
    if (members < 2 || folds < 2) {
      throw new IllegalArgumentException(members + " members over " + folds + " folds");
    }
    this.members = members;
    this.folds = folds;
    return this;
  }

  /** Is asked before every step; when true, {@link #strengths} throws {@link TrainingCancelled}. */
  public Ensemble stoppingWhen(BooleanSupplier cancelled) {
    this.cancelled = cancelled;
    return this;
  }

  /** Is told how many models are trained of how many. */
  public Ensemble listening(BiConsumer<Integer, Integer> listener) {
    this.listener = listener;
    return this;
  }

  /**
   * Trains all members.
   *
   * @throws IllegalArgumentException when there are fewer independent groups than folds
   */
  public Strengths strengths() {
    Strengths strengths = new Strengths(pairs);
    int done = 0;
    for (Split split : Splits.folds(units, folds, plan.seed())) {
      PreferencePairs test = pairs.select(split.test());
      for (int member = 0; member < members; member++) {
        long seed = plan.seed() * 1_000_003 + done;
        PreferencePairs train = pairs.select(resample(split.train(), seed));
        Head.Trained trained =
            new HeadTraining(plan.withSeed(seed), features, train).stoppingWhen(cancelled).run();
        for (int c = 0; c < pairs.criteria().size(); c++) {
          strengths.add(split.test(), c, trained.differences(features, test, c));
        }
        listener.accept(++done, folds * members);
      }
    }
    return strengths;
  }

  /** As many units as there are, drawn with replacement; each brings all of its rows. */
  private int[] resample(int[] rows, long seed) {
    int[] present = Arrays.stream(rows).map(row -> units[row]).distinct().toArray();
    int[] times = new int[Arrays.stream(units).max().orElse(0) + 1];
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < present.length; i++) {
      times[present[random.nextInt(present.length)]]++;
    }
    return Arrays.stream(rows)
        .flatMap(row -> IntStream.range(0, times[units[row]]).map(_ -> row))
        .toArray();
  }
}
