package dev.agon.reward;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BooleanSupplier;

/**
 * Trains by a plan. Of several plans it takes the one with the lowest negative log-likelihood over
 * folds of the training pairs, so that nothing is chosen by what is tested later.
 */
public final class PlanLearner implements Learner {
  private static final int INNER_FOLDS = 3;
  private static final double ROUGHLY = 1e-3;
  private static final double EXACTLY = 1e-6;

  private final List<TrainingPlan> plans;
  private final FeatureMatrix features;
  private final int[] textOf;
  private final BooleanSupplier cancelled;
  private final ConcurrentMap<String, Integer> chosen = new ConcurrentHashMap<>();

  /**
   * @param plans one or more
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

  /** The plan that does best within these pairs; the first of equally good ones. */
  public TrainingPlan choose(PreferencePairs train) {
    TrainingPlan best = plans.getFirst();
    if (plans.size() > 1) {
      List<Split> folds =
          Splits.folds(Splits.units(train, textOf), INNER_FOLDS, plans.getFirst().seed());
      double least = Double.POSITIVE_INFINITY;
      for (TrainingPlan plan : plans) {
        double loss = folds.stream().mapToDouble(fold -> loss(plan, train, fold)).sum();
        best = loss < least ? plan : best;
        least = Math.min(least, loss);
      }
    }
    chosen.merge(best.head().name(), 1, Integer::sum);
    return best;
  }

  private double loss(TrainingPlan plan, PreferencePairs pairs, Split fold) {
    PreferencePairs test = pairs.select(fold.test());
    double[][] differences = differences(plan, pairs.select(fold.train()), test, ROUGHLY);
    double sum = 0;
    for (int c = 0; c < differences.length; c++) {
      PairTerms terms = PairLoss.of(plan.loss().likelihood(), new VoteWeights()).terms(test, c);
      for (int row = 0; row < terms.rows(); row++) {
        sum += terms.value(row, differences[c][row]);
      }
    }
    return sum;
  }

  private double[][] differences(
      TrainingPlan plan, PreferencePairs train, PreferencePairs test, double tolerance) {
    Head.Trained trained =
        new TrainingRun(plan, features, train).within(tolerance).stoppingWhen(cancelled).run();
    double[][] differences = new double[train.criteria().size()][];
    Arrays.setAll(differences, c -> trained.differences(features, test, c));
    return differences;
  }
}
