package dev.agon.reward;

import dev.agon.reward.pairs.EnsembleStrength.Bucket;
import dev.agon.reward.pairs.PreferencePairs;
import dev.agon.reward.pairs.Strengths;

/** What Secrets of RLHF II (arXiv 2401.06080) calls flipping, for figures on simulated pairs. */
public final class TurnedLabels {
  private TurnedLabels() {}

  /** The pairs with the labels of those turned that are probably mislabelled. */
  public static PreferencePairs of(PreferencePairs pairs, Strengths strengths, int criterion) {
    double[] first = new double[pairs.rows()];
    double[] tie = new double[pairs.rows()];
    for (int row = 0; row < pairs.rows(); row++) {
      boolean turn =
          pairs.judged(row, criterion)
              && strengths.of(row, criterion).bucket() == Bucket.PROBABLY_MISLABELLED;
      first[row] = turn ? pairs.secondShare(row, criterion) : pairs.firstShare(row, criterion);
      tie[row] = pairs.tieShare(row, criterion);
    }
    return pairs.withShares(criterion, first, tie);
  }
}
