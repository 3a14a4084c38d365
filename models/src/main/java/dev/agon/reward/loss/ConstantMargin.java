package dev.agon.reward.loss;

import dev.agon.reward.pairs.PreferencePairs;

/**
 * The preferred response must lead by a fixed margin: {@code -log sigma(d - m)} (VideoReward, arXiv
 * 2501.13918, trains with 0.57).
 *
 * @param margin m in logits, at least 0
 */
public record ConstantMargin(double margin) implements Adjustment {

  public ConstantMargin {
    if (!(margin >= 0 && margin < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a margin is finite and at least 0, not " + margin);
    }
  }

  @Override
  public String name() {
    return "margin=" + margin;
  }

  @Override
  public void apply(PairTerms terms, PreferencePairs pairs, int row, int criterion) {
    terms.firstMargin[row] += margin;
    terms.secondMargin[row] += margin;
  }
}
