package dev.agon.tensor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/**
 * A graph that is trained by {@link AdamOptions Adam}, gated so that equal steps give equal bits:
 * on one machine, device and number of threads ten trainings end in the same weights. First it is
 * built: placeholders, variables, operations on {@link #tf}, at last {@link #minimise}; then it
 * runs. Nothing in it is random: initial values come from outside.
 *
 * <p>For one thread at a time. Scores for others come from a copy of its weights, not from here.
 */
public final class TrainingGraph implements AutoCloseable {
  private static final String FIRST_MOMENT = "adam/first/";
  private static final String SECOND_MOMENT = "adam/second/";
  private static final int MOST_VALUES_PER_RUN = 1 << 26;

  private final Graph graph;
  private final Ops tf;
  private final Session session;
  private final Map<String, Placeholder<?>> placeholders = new LinkedHashMap<>();
  private final Map<String, Assigned> variables = new LinkedHashMap<>();
  private final Map<String, GatedAdam.Slot> slots = new LinkedHashMap<>();
  private final Weights initial = new Weights();
  private @Nullable GatedAdam adam;
  private GatedAdam.@Nullable Added training;
  private @Nullable Operand<TFloat32> loss;
  private long steps;

  /** A variable and how it is given a value. */
  private record Assigned(
      Variable<TFloat32> variable, Placeholder<TFloat32> value, Op assign, boolean trained) {}

  /**
   * What one step found.
   *
   * @param loss before the step
   * @param gradientNorm Euclidean, of all gradients, before clipping
   */
  public record Step(double loss, double gradientNorm) {}

  /** An empty graph; loads TensorFlow unless it is loaded. */
  public TrainingGraph(Computation computation) {
    NativeLibrary.load();
    graph = new Graph();
    tf = Ops.create(graph);
    session = new Session(graph, computation.config());
  }

  /** Adds operations to the graph; not to be used after {@link #minimise}. */
  public Ops tf() {
    return tf;
  }

  /** A placeholder, fed by its name at every run that needs it. A dimension of -1 may vary. */
  public <T extends TType> Operand<T> placeholder(String name, Class<T> type, long... shape) {
    Placeholder<T> placeholder = tf.placeholder(type, Placeholder.shape(Shape.of(shape)));
    placeholders.put(name, placeholder);
    return placeholder;
  }

  /** A weight that is trained, with its first value. */
  public Operand<TFloat32> variable(String name, Weights.Tensor value) {
    return add(name, value, true);
  }

  /** A weight that keeps its first value, for example an embedding table. */
  public Operand<TFloat32> frozen(String name, Weights.Tensor value) {
    return add(name, value, false);
  }

  private Operand<TFloat32> add(String name, Weights.Tensor value, boolean trained) {
    Variable<TFloat32> variable = assigned(name, value.shape(), trained);
    initial.put(name, value);
    if (trained) {
      slots.put(
          name,
          new GatedAdam.Slot(
              variable,
              assigned(FIRST_MOMENT + name, value.shape(), true),
              assigned(SECOND_MOMENT + name, value.shape(), true)));
    }
    return variable;
  }

  private Variable<TFloat32> assigned(String name, long[] dimensions, boolean trained) {
    Shape shape = Shape.of(dimensions);
    Variable<TFloat32> variable = tf.variable(shape, TFloat32.class);
    Placeholder<TFloat32> value = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
    Assigned assigned = new Assigned(variable, value, tf.assign(variable, value), trained);
    if (variables.put(name, assigned) != null) {
      throw new IllegalArgumentException("there are two variables " + name);
    }
    return variable;
  }

  /**
   * Ends the building: gradients of a scalar loss by all trained variables, and their updates.
   * Gives every variable its first value.
   *
   * @throws IllegalArgumentException when an operation on the way has no gradient
   */
  public void minimise(Operand<TFloat32> scalarLoss, AdamOptions options) {
    adam = new GatedAdam(tf, options);
    loss = scalarLoss;
    training = adam.minimise(scalarLoss, List.copyOf(slots.values()));
    Weights first = new Weights().putAll(initial);
    for (String name : slots.keySet()) {
      Weights.Tensor weight = initial.get(name);
      float[] zeros = new float[weight.values().length];
      first.put(FIRST_MOMENT + name, weight.shape(), zeros);
      first.put(SECOND_MOMENT + name, weight.shape(), zeros);
    }
    assign(first);
  }

  /**
   * One step of Adam.
   *
   * @param feeds values of all placeholders that the loss needs
   * @param learningRate of this step
   * @throws DivergedException when loss or gradient is not finite; the weights are then worthless
   */
  public Step step(Map<String, Feed> feeds, double learningRate) {
    GatedAdam gated = built(adam);
    AdamOptions options = gated.options();
    try (SessionRun run = new SessionRun(session.runner())) {
      feeds.forEach((name, feed) -> run.feed(placeholderOf(name), feed));
      run.feed(gated.learningRate(), scalar(learningRate));
      run.feed(gated.beta1Power(), scalar(StrictMath.pow(options.beta1(), steps + 1.0)));
      run.feed(gated.beta2Power(), scalar(StrictMath.pow(options.beta2(), steps + 1.0)));
      run.runner().addTarget(built(training).update());
      List<float[]> found = run.fetch(List.of(built(loss), built(training).norm()));
      Step step = new Step(found.get(0)[0], found.get(1)[0]);
      if (!Double.isFinite(step.loss()) || !Double.isFinite(step.gradientNorm())) {
        throw new DivergedException(steps, step.loss(), step.gradientNorm());
      }
      steps++;
      return step;
    }
  }

  /** Steps taken since the first values, over all resumptions. */
  public long steps() {
    return steps;
  }

  /** The values of an operation of this graph, row-major. */
  public float[] compute(Operand<TFloat32> operand, Map<String, Feed> feeds) {
    try (SessionRun run = new SessionRun(session.runner())) {
      feeds.forEach((name, feed) -> run.feed(placeholderOf(name), feed));
      return run.fetch(List.of(operand)).getFirst();
    }
  }

  /** A copy of the trained weights, without what is frozen and without Adam's moments. */
  public Weights weights() {
    return read(List.copyOf(slots.keySet()));
  }

  /** A copy of all that a resumption needs: trained weights and Adam's moments, with the steps. */
  public Snapshot snapshot() {
    List<String> names = new ArrayList<>();
    variables.forEach(
        (name, assigned) -> {
          if (assigned.trained()) {
            names.add(name);
          }
        });
    return new Snapshot(steps, read(names));
  }

  /**
   * Goes on from a snapshot of a graph built in the same way: further steps give the same bits as
   * they would have there.
   *
   * @throws IllegalArgumentException when a tensor is missing or of another shape
   */
  public void restore(Snapshot snapshot) {
    variables.forEach(
        (name, assigned) -> {
          if (assigned.trained()) {
            Shape shape = assigned.variable().shape();
            if (!Shape.of(snapshot.tensors().get(name).shape()).equals(shape)) {
              throw new IllegalArgumentException(name + " has not the shape " + shape);
            }
          }
        });
    assign(snapshot.tensors().only(variables::containsKey));
    steps = snapshot.steps();
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }

  private Weights read(List<String> names) {
    Weights weights = new Weights();
    for (String name : names) {
      Variable<TFloat32> variable = assigned(name).variable();
      try (SessionRun run = new SessionRun(session.runner())) {
        weights.put(name, variable.shape().asArray(), run.fetch(List.of(variable)).getFirst());
      }
    }
    return weights;
  }

  /** Gives values to variables, many in a run but not all copies in memory at a time. */
  private void assign(Weights values) {
    List<String> part = new ArrayList<>();
    long size = 0;
    for (String name : values.names()) {
      part.add(name);
      size += values.get(name).values().length;
      if (size > MOST_VALUES_PER_RUN) {
        assign(values, part);
        part.clear();
        size = 0;
      }
    }
    assign(values, part);
  }

  private void assign(Weights values, List<String> names) {
    if (names.isEmpty()) {
      return;
    }
    try (SessionRun run = new SessionRun(session.runner())) {
      for (String name : names) {
        Weights.Tensor value = values.get(name);
        Assigned assigned = assigned(name);
        run.feed(assigned.value(), Feed.of(value.values(), value.shape()));
        run.runner().addTarget(assigned.assign());
      }
      run.fetch(List.of());
    }
  }

  private Assigned assigned(String name) {
    Assigned assigned = variables.get(name);
    if (assigned == null) {
      throw new IllegalArgumentException("there is no variable " + name);
    }
    return assigned;
  }

  private Operand<?> placeholderOf(String name) {
    Placeholder<?> placeholder = placeholders.get(name);
    if (placeholder == null) {
      throw new IllegalArgumentException("there is no placeholder " + name);
    }
    return placeholder;
  }

  private static Feed scalar(double value) {
    return Feed.of(new float[] {(float) value});
  }

  private static <T> T built(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("the graph has no loss yet: call minimise first");
    }
    return part;
  }
}
