package dev.agon.tensor;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** The placeholders of a batch of pairs, and the loss of their scores. */
public final class PairInputs {
  /** The name of the position term's weight, [1, criteria]. */
  public static final String POSITION = "position";

  private final TrainingGraph graph;
  private final int batch;
  private final Operand<TFloat32> terms;
  private final Operand<TFloat32> shownFirst;
  private final Operand<TFloat32> counted;
  private final Operand<TFloat32> positionWeight;

  /**
   * Adds the placeholders to a graph.
   *
   * @param batch the most pairs that are fed at a time
   * @param criteria terms of the loss for each pair
   * @param position whether the weight of what is shown first is learned; else it stays 0
   */
  public PairInputs(TrainingGraph graph, int batch, int criteria, boolean position) {
    this.graph = graph;
    this.batch = batch;
    terms = graph.placeholder("pair/terms", TFloat32.class, batch, criteria, PairTermLoss.TERMS);
    shownFirst = graph.placeholder("pair/position", TFloat32.class, batch, 1);
    counted = graph.placeholder("pair/counted", TFloat32.class);
    Weights.Tensor none = InitialWeights.zeros(1, criteria);
    positionWeight = position ? graph.variable(POSITION, none) : graph.frozen(POSITION, none);
  }

  /** The mean loss of scores [2 * batch, criteria]. */
  public Operand<TFloat32> loss(Operand<TFloat32> scores) {
    return PairTermLoss.mean(
        graph.tf(),
        PairTermLoss.difference(graph.tf(), scores, batch, shownFirst, positionWeight),
        terms,
        counted);
  }

  /** The values of a batch, filled up with pairs that do not count. */
  public static Map<String, Feed> feeds(PairTargets targets, int batch, int criteria) {
    if (targets.criteria() != criteria || targets.pairs() > batch) {
      throw new IllegalArgumentException(
          "%d pairs of %d criteria do not fit batches of %d pairs of %d criteria"
              .formatted(targets.pairs(), targets.criteria(), batch, criteria));
    }
    float[] all = Arrays.copyOf(targets.terms(), batch * criteria * PairTermLoss.TERMS);
    Map<String, Feed> feeds = new HashMap<>();
    feeds.put("pair/terms", Feed.of(all, batch, criteria, PairTermLoss.TERMS));
    feeds.put("pair/position", Feed.of(Arrays.copyOf(targets.position(), batch), batch, 1));
    feeds.put("pair/counted", Feed.of(new float[] {targets.pairs()}));
    return feeds;
  }
}
