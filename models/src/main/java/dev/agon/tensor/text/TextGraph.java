package dev.agon.tensor.text;

import dev.agon.tensor.Computation;
import dev.agon.tensor.Devices;
import dev.agon.tensor.Feed;
import dev.agon.tensor.SessionRun;
import dev.agon.tensor.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.proto.RunOptions;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A network over texts that only answers: MiniLM, with or without a reward head. A text's answer
 * has equal bits whatever is asked with it, because every run has a shape that the text's own
 * length determines: on the CPU a text is a run by itself, each on one thread and as many at a time
 * as there are threads; on a GPU a run has {@value #GPU_ROWS} rows, filled up with empty ones. Safe
 * for use by several threads.
 */
final class TextGraph implements AutoCloseable {
  /** Lengths are rounded up to a multiple of this, so that there are few shapes. */
  static final int STEP = 8;

  private static final int GPU_ROWS = 32;

  /** What a text is answered with. */
  enum Answer {
    /** Its vector of length 1. */
    VECTOR,
    /** The means of all layers, side by side. */
    LAYERS,
    /** The scores of {@link ScoreHead}. */
    SCORES
  }

  private final Graph graph = new Graph();
  private final Session session;
  private final Placeholder<TInt32> tokens;
  private final Placeholder<TFloat32> mask;
  private final Operand<TFloat32> answers;
  private final int rows;
  private final int width;
  private final ExecutorService threads;
  private final Map<String, Assigned> variables = new HashMap<>();

  /** A variable and how it is given a value. */
  private record Assigned(Variable<TFloat32> variable, Placeholder<TFloat32> value, Op assign) {}

  /**
   * A copy of the weights in a session of its own.
   *
   * @param weights those of {@link MiniLmWeights}, and {@link ScoreHead}'s for scores
   * @param answer what to answer with
   * @param threadCount runs at a time
   */
  TextGraph(Weights weights, Answer answer, int threadCount) {
    boolean gpu = Devices.find().hasGpu();
    rows = gpu ? GPU_ROWS : 1;
    threads = Executors.newFixedThreadPool(gpu ? 1 : threadCount, TextGraph::thread);
    Ops tf = Ops.create(graph);
    tokens = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(rows, -1)));
    mask = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(rows, -1)));
    for (String name : weights.names()) {
      Shape shape = Shape.of(weights.get(name).shape());
      Variable<TFloat32> variable = tf.variable(shape, TFloat32.class);
      Placeholder<TFloat32> value = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
      variables.put(name, new Assigned(variable, value, tf.assign(variable, value)));
    }
    answers = build(tf, answer);
    width = Math.toIntExact(answers.shape().get(1));
    session = new Session(graph, new Computation(1, false).config());
    assign(weights);
  }

  private Operand<TFloat32> build(Ops tf, Answer answer) {
    Bert bert = new Bert(tf, name -> assigned(name).variable(), rows);
    return switch (answer) {
      case VECTOR -> bert.vectors(tokens, mask);
      case LAYERS -> bert.layerMeans(tokens, mask);
      case SCORES ->
          ScoreHead.scores(tf, bert.vectors(tokens, mask), assigned(ScoreHead.NAME).variable());
    };
  }

  private Assigned assigned(String name) {
    Assigned assigned = variables.get(name);
    if (assigned == null) {
      throw new IllegalArgumentException("there is no tensor " + name);
    }
    return assigned;
  }

  /** Gives variables values of the same shapes; not while another thread asks. */
  void assign(Weights weights) {
    try (SessionRun run = new SessionRun(session.runner())) {
      for (String name : weights.names()) {
        Weights.Tensor tensor = weights.get(name);
        run.feed(assigned(name).value(), Feed.of(tensor.values(), tensor.shape()));
        run.runner().addTarget(assigned(name).assign());
      }
      run.fetch(List.of());
    }
  }

  /** Numbers that {@link #answers} gives for a text. */
  int width() {
    return width;
  }

  /**
   * Answers in the order of the texts.
   *
   * @param texts their tokens, at least one each
   */
  float[][] answers(List<int[]> texts) {
    float[][] found = new float[texts.size()][];
    List<Future<?>> running = new ArrayList<>();
    for (List<Integer> together : runs(texts)) {
      running.add(threads.submit(() -> run(texts, together, found)));
    }
    for (Future<?> future : running) {
      await(future);
    }
    return found;
  }

  /** The texts of each run: of one rounded length, and no more than its rows. */
  private List<List<Integer>> runs(List<int[]> texts) {
    Integer[] byLength = new Integer[texts.size()];
    Arrays.setAll(byLength, i -> i);
    Arrays.sort(byLength, Comparator.comparingInt(i -> -length(texts.get(i))));
    List<List<Integer>> runs = new ArrayList<>();
    List<Integer> last = List.of();
    for (Integer text : byLength) {
      if (last.isEmpty()
          || last.size() == rows
          || length(texts.get(last.getFirst())) != length(texts.get(text))) {
        last = new ArrayList<>();
        runs.add(last);
      }
      last.add(text);
    }
    return runs;
  }

  private void run(List<int[]> texts, List<Integer> together, float[][] found) {
    int length = length(texts.get(together.getFirst()));
    int[] ids = new int[rows * length];
    float[] kept = new float[rows * length];
    for (int row = 0; row < together.size(); row++) {
      int[] text = texts.get(together.get(row));
      System.arraycopy(text, 0, ids, row * length, text.length);
      Arrays.fill(kept, row * length, row * length + text.length, 1);
    }
    try (SessionRun run = new SessionRun(session.runner())) {
      run.runner().setOptions(RunOptions.newBuilder().setInterOpThreadPool(-1).build());
      run.feed(tokens, Feed.of(ids, rows, length));
      run.feed(mask, Feed.of(kept, rows, length));
      float[] all = run.fetch(List.of(answers)).getFirst();
      for (int row = 0; row < together.size(); row++) {
        found[together.get(row)] = Arrays.copyOfRange(all, row * width, (row + 1) * width);
      }
    }
  }

  static int length(int[] text) {
    return Math.ceilDiv(text.length, STEP) * STEP;
  }

  private static void await(Future<?> future) {
    try {
      future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a run of the network failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the network ran", e);
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "text-graph");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    threads.close();
    session.close();
    graph.close();
  }
}
