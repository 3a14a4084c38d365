package dev.agon.reward.head;

import dev.agon.tensor.Schedule;
import dev.agon.tensor.Snapshot;
import dev.agon.tensor.Weights;
import org.jspecify.annotations.Nullable;

/**
 * Training by steps of a graph: schedule, epochs, stopping early, checkpoints. What the graph is,
 * the {@link Steps} know.
 */
final class StepTraining {

  /** One kind of graph. */
  interface Steps extends AutoCloseable {
    /** Takes one step towards these rows' targets; the loss without constants. */
    double step(int[] rows, double learningRate);

    Snapshot snapshot();

    void restore(Snapshot snapshot);

    Weights weights();

    /** Differences of rows by the weights as they are: by criterion and place. */
    double[][] differences(int[] rows);

    @Override
    void close();
  }

  private final Optimisation how;
  private final Batches batches;
  private final int[] apart;
  private final Hooks hooks;
  private long step;
  private double lowest = Double.POSITIVE_INFINITY;
  private int worse;
  private double heldOutLoss = Double.NaN;
  private @Nullable Weights best;

  StepTraining(Optimisation how, Batches batches, int[] apart, Hooks hooks) {
    this.how = how;
    this.batches = batches;
    this.apart = apart;
    this.hooks = hooks;
  }

  /** Trains to the end; the weights of the best epoch where pairs are kept apart. */
  Weights run(Steps graph) {
    resume(graph);
    long steps = (long) how.epochs() * batches.perEpoch();
    Schedule schedule = how.schedule(steps);
    long from = step;
    long start = System.nanoTime();
    while (step < steps && worse < how.patience()) {
      hooks.check(step);
      int[] rows = batches.rows(step);
      double loss = graph.step(rows, schedule.rate(step)) + batches.constant(rows);
      step++;
      if (step % batches.perEpoch() == 0 && apart.length > 0) {
        endEpoch(graph);
      }
      if (hooks.keepsAt(step) || step == steps) {
        save(graph);
      }
      double rate = (step - from) / Math.max(1e-9, (System.nanoTime() - start) / 1e9);
      hooks.progress(
          new TrainingProgress(
              step, steps, loss, heldOutLoss, rate * how.batch(), (steps - step) / rate));
    }
    Weights kept = best;
    return kept == null ? graph.weights() : kept;
  }

  private void endEpoch(Steps graph) {
    heldOutLoss = batches.loss(apart, graph.differences(apart));
    if (heldOutLoss < lowest) {
      lowest = heldOutLoss;
      best = graph.weights();
      worse = 0;
    } else {
      worse++;
    }
  }

  private void resume(Steps graph) {
    NamedArrays state = hooks.load();
    if (state != null && state.has("progress")) {
      double[] progress = state.get("progress");
      step = (long) progress[0];
      lowest = progress[1];
      worse = (int) progress[2];
      graph.restore(new Snapshot(step, weights(state, "state/")));
      best = progress[3] > 0 ? weights(state, "best/") : null;
    }
  }

  private void save(Steps graph) {
    if (!hooks.keeps()) {
      return;
    }
    NamedArrays state = new NamedArrays();
    put(state, "state/", graph.snapshot().tensors());
    Weights kept = best;
    if (kept != null) {
      put(state, "best/", kept);
    }
    state.put("progress", new double[] {step, lowest, worse, kept == null ? 0 : 1});
    hooks.save(state);
  }

  static void put(NamedArrays to, String prefix, Weights weights) {
    for (String name : weights.names()) {
      Weights.Tensor tensor = weights.get(name);
      to.put(prefix + name, tensor.values());
      double[] shape = new double[tensor.shape().length];
      for (int i = 0; i < shape.length; i++) {
        shape[i] = tensor.shape()[i];
      }
      to.put("shape/" + prefix + name, shape);
    }
  }

  static Weights weights(NamedArrays from, String prefix) {
    Weights weights = new Weights();
    for (String name : from.names()) {
      if (name.startsWith(prefix)) {
        double[] sizes = from.get("shape/" + name);
        long[] shape = new long[sizes.length];
        for (int i = 0; i < shape.length; i++) {
          shape[i] = (long) sizes[i];
        }
        weights.put(name.substring(prefix.length()), shape, from.floats(name));
      }
    }
    return weights;
  }
}
