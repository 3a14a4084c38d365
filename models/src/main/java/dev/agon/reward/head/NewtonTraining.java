package dev.agon.reward.head;

import dev.agon.reward.loss.PlackettLuceLoss;
import dev.agon.reward.pairs.FeatureMatrix;
import dev.agon.reward.pairs.PreferencePairs;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Trains a linear head: one Newton problem a criterion, one after the other. */
final class NewtonTraining {
  private final TrainingPlan plan;
  private final FeatureMatrix features;
  private final PreferencePairs pairs;
  private final HeadTraining run;
  private final double l2;

  NewtonTraining(
      TrainingPlan plan, FeatureMatrix features, PreferencePairs pairs, HeadTraining run) {
    this.plan = plan;
    this.features = features;
    this.pairs = pairs;
    this.run = run;
    this.l2 = ((Head.Linear) plan.head()).l2();
  }

  LinearScorer run() {
    int criteria = pairs.criteria().size();
    int[] items = items();
    double[] scales = plan.scaling().scales(features, items);
    List<double[]> solutions = new ArrayList<>();
    NamedArrays state = run.hooks().load();
    for (int c = 0; c < criteria; c++) {
      NewtonProblem problem =
          new NewtonProblem(
              features,
              pairs,
              plan.loss().terms(pairs, c),
              new PlackettLuceLoss(run.lists(), c),
              items,
              scales,
              l2,
              plan.position(),
              run.tolerance());
      LinearScorer start = run.start();
      if (start != null) {
        System.arraycopy(start.parameters(c), 0, problem.at, 0, problem.at.length);
      }
      solutions.add(solve(problem, c, solutions, state));
    }
    return scorer(solutions, items);
  }

  private double[] solve(
      NewtonProblem problem, int criterion, List<double[]> before, @Nullable NamedArrays state) {
    if (state != null && state.has("at-" + criterion)) {
      System.arraycopy(state.get("at-" + criterion), 0, problem.at, 0, problem.at.length);
      problem.iterations = (int) state.get("iterations-" + criterion)[0];
      if (state.has("done-" + criterion)) {
        return problem.at;
      }
    }
    long start = System.nanoTime();
    int first = problem.iterations;
    boolean going = true;
    while (going) {
      run.hooks().check(problem.iterations);
      going = problem.step();
      if (!going || run.hooks().keepsAt(problem.iterations)) {
        save(problem, criterion, before, !going);
      }
      double seconds = Math.max(1e-9, (System.nanoTime() - start) / 1e9);
      double rate = (problem.iterations - first) / seconds;
      run.hooks()
          .progress(
              new TrainingProgress(
                  problem.iterations,
                  NewtonProblem.MOST_ITERATIONS,
                  problem.meanLoss(),
                  Double.NaN,
                  rate * pairs.rows(),
                  (NewtonProblem.MOST_ITERATIONS - problem.iterations) / rate));
    }
    return problem.at;
  }

  private void save(NewtonProblem problem, int criterion, List<double[]> before, boolean done) {
    NamedArrays state = new NamedArrays();
    for (int c = 0; c < before.size(); c++) {
      state.put("at-" + c, before.get(c));
      state.put("iterations-" + c, new double[] {0});
      state.put("done-" + c, new double[0]);
    }
    state.put("at-" + criterion, problem.at);
    state.put("iterations-" + criterion, new double[] {problem.iterations});
    if (done) {
      state.put("done-" + criterion, new double[0]);
    }
    run.hooks().save(state);
  }

  /** Rewards are centred: those of the training items have mean 0. */
  private LinearScorer scorer(List<double[]> solutions, int[] items) {
    int columns = features.columns();
    double[][] weights = new double[solutions.size()][columns];
    double[] offset = new double[weights.length];
    double[] position = new double[weights.length];
    for (int c = 0; c < weights.length; c++) {
      System.arraycopy(solutions.get(c), 0, weights[c], 0, columns);
      position[c] = solutions.get(c)[columns];
      double sum = 0;
      for (int item : items) {
        sum += features.dot(item, weights[c], 0);
      }
      offset[c] = -sum / items.length;
    }
    return new LinearScorer(weights, offset, position);
  }

  private int[] items() {
    IntStream ranked =
        IntStream.range(0, run.lists().size()).flatMap(at -> IntStream.of(run.lists().list(at)));
    return IntStream.concat(
            ranked,
            IntStream.range(0, pairs.rows())
                .flatMap(row -> IntStream.of(pairs.first(row), pairs.second(row))))
        .distinct()
        .sorted()
        .toArray();
  }
}
