package dev.agon.reward.head;

import dev.agon.reward.loss.PairLoss;
import dev.agon.reward.loss.PairTerms;
import dev.agon.reward.pairs.PreferencePairs;
import dev.agon.tensor.PairTargets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Which pairs a step sees and towards what, by seed and step alone, so that a resumption agrees.
 */
final class Batches {
  private static final int TERMS = 4;
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final PreferencePairs pairs;
  private final PairTerms[] terms;
  private final int[] rows;
  private final int batch;
  private final long seed;
  private long epoch = -1;
  private int[] order = {};

  /**
   * Batches of some rows.
   *
   * @param rows those trained on, at least one
   */
  Batches(PreferencePairs pairs, PairLoss loss, int[] rows, int batch, long seed) {
    this.pairs = pairs;
    this.rows = rows;
    this.batch = batch;
    this.seed = seed;
    terms = new PairTerms[pairs.criteria().size()];
    Arrays.setAll(terms, c -> loss.terms(pairs, c));
  }

  int perEpoch() {
    return Math.ceilDiv(rows.length, batch);
  }

  /** The rows of a step, from 0. */
  int[] rows(long step) {
    if (step / perEpoch() != epoch) {
      epoch = step / perEpoch();
      order = shuffled(new SplittableRandom(epochSeed()));
    }
    int from = (int) (step % perEpoch()) * batch;
    return Arrays.copyOfRange(order, from, Math.min(order.length, from + batch));
  }

  /** A seed that was itself drawn: streams of seeds in even steps may be shifted copies. */
  private long epochSeed() {
    return new SplittableRandom(seed).longs(epoch + 1).reduce(0, (earlier, later) -> later);
  }

  private int[] shuffled(SplittableRandom random) {
    int[] shuffled = rows.clone();
    for (int i = shuffled.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int held = shuffled[i];
      shuffled[i] = shuffled[other];
      shuffled[other] = held;
    }
    return shuffled;
  }

  PairTargets targets(int[] of) {
    float[] values = new float[of.length * terms.length * TERMS];
    float[] position = new float[of.length];
    int at = 0;
    for (int i = 0; i < of.length; i++) {
      position[i] = pairs.position(of[i]);
      for (PairTerms term : terms) {
        values[at++] = (float) term.first[of[i]];
        values[at++] = (float) term.second[of[i]];
        values[at++] = (float) term.firstMargin[of[i]];
        values[at++] = (float) term.secondMargin[of[i]];
      }
    }
    return new PairTargets(values, position);
  }

  /** What the graph's loss leaves out: the mean of the constants. */
  double constant(int[] of) {
    return IntStream.of(of)
            .mapToDouble(row -> Arrays.stream(terms).mapToDouble(t -> t.constant[row]).sum())
            .sum()
        / of.length;
  }

  /** The mean loss of rows at differences by criterion and place among the rows. */
  double loss(int[] of, double[][] differences) {
    double sum = 0;
    for (int c = 0; c < terms.length; c++) {
      for (int i = 0; i < of.length; i++) {
        sum += terms[c].value(of[i], differences[c][i]);
      }
    }
    return sum / of.length;
  }

  /** Rows to train on and rows kept apart, by whole groups. */
  static int[][] heldOut(PreferencePairs pairs, double share, long seed) {
    boolean[] kept = new boolean[pairs.rows()];
    for (int row = 0; row < kept.length; row++) {
      kept[row] =
          new SplittableRandom(seed ^ (SPREAD * (pairs.group(row) + 1))).nextDouble() < share;
    }
    int[] train = IntStream.range(0, kept.length).filter(row -> !kept[row]).toArray();
    int[] apart = IntStream.range(0, kept.length).filter(row -> kept[row]).toArray();
    return train.length == 0 || apart.length == 0
        ? new int[][] {IntStream.range(0, kept.length).toArray(), {}}
        : new int[][] {train, apart};
  }
}
