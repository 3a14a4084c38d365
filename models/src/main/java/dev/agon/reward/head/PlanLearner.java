package dev.agon.reward.head;

import dev.agon.reward.loss.PairLoss;
import dev.agon.reward.loss.PairTerms;
import dev.agon.reward.loss.VoteWeights;
import dev.agon.reward.pairs.FeatureMatrix;
import dev.agon.reward.pairs.PreferencePairs;
import dev.agon.reward.pairs.Split;
import dev.agon.reward.pairs.Splits;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Trains by a plan. Of several plans it takes the one with the lowest negative log-likelihood over
 * folds of the training pairs, so that nothing is chosen by what is tested later.
 */
public final class PlanLearner implements Learner {
  /** Folds that plans are compared on. */
  public static final int INNER_FOLDS = 3;

  private static final double ROUGHLY = 1e-3;
  private static final double EXACTLY = 1e-6;

  private final List<TrainingPlan> plans;
  private final FeatureMatrix features;
  private final int[] textOf;
  private final BooleanSupplier cancelled;
  private final ConcurrentMap<String, Integer> chosen = new ConcurrentHashMap<>();

  /**
   * @param plans one or more, the most cautious one last
   * @param features of all items
   * @param textOf the text of each item, equal numbers for equal texts
   * @param cancelled asked before every step
   */
  public PlanLearner(
      List<TrainingPlan> plans, FeatureMatrix features, int[] textOf, BooleanSupplier cancelled) {
    if (plans.isEmpty()) {
      throw new IllegalArgumentException("a plan is needed");
    }
    this.plans = List.copyOf(plans);
    this.features = features;
    this.textOf = textOf.clone();
    this.cancelled = cancelled;
  }

  @Override
  public double[][] differences(PreferencePairs train, PreferencePairs test) {
    return differences(choose(train), train, test, EXACTLY);
  }

  /** How often each plan was taken so far, by its head's name. */
  public Map<String, Integer> chosen() {
    return Map.copyOf(chosen);
  }

  /**
   * The plan that does best within these pairs; the first of equally good ones. With fewer than
   * {@value #INNER_FOLDS} independent groups of pairs there is nothing to compare plans on, and the
   * last one, the most cautious, is taken.
   */
  public TrainingPlan choose(PreferencePairs train) {
    int[] units = Splits.units(train, textOf);
    TrainingPlan best = plans.getLast();
    if (plans.size() > 1 && Splits.count(units) >= INNER_FOLDS) {
      List<Split> folds = Splits.folds(units, INNER_FOLDS, plans.getFirst().seed());
      double[] losses = new double[plans.size()];
      for (Split fold : folds) {
        PreferencePairs learned = train.select(fold.train());
        PreferencePairs tested = train.select(fold.test());
        Head.Trained before = null;
        for (int i = 0; i < losses.length; i++) {
          before = trained(plans.get(i), learned, ROUGHLY, before);
          losses[i] += loss(plans.get(i), before, tested);
        }
      }
      int least = 0;
      for (int i = 1; i < losses.length; i++) {
        least = losses[i] < losses[least] ? i : least;
      }
      best = plans.get(least);
    }
    chosen.merge(best.head().name(), 1, Integer::sum);
    return best;
  }

  private double loss(TrainingPlan plan, Head.Trained trained, PreferencePairs test) {
    double sum = 0;
    for (int c = 0; c < test.criteria().size(); c++) {
      double[] differences = trained.differences(features, test, c);
      PairTerms terms = PairLoss.of(plan.loss().likelihood(), new VoteWeights()).terms(test, c);
      for (int row = 0; row < terms.rows(); row++) {
        sum += terms.value(row, differences[row]);
      }
    }
    return sum;
  }

  private double[][] differences(
      TrainingPlan plan, PreferencePairs train, PreferencePairs test, double tolerance) {
    Head.Trained trained = trained(plan, train, tolerance, null);
    double[][] differences = new double[train.criteria().size()][];
    Arrays.setAll(differences, c -> trained.differences(features, test, c));
    return differences;
  }

  private Head.Trained trained(
      TrainingPlan plan, PreferencePairs train, double tolerance, Head.@Nullable Trained start) {
    return new HeadTraining(plan, features, train)
        .within(tolerance)
        .from(start)
        .stoppingWhen(cancelled)
        .run();
  }
}
