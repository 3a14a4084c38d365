package dev.agon.reward.loss;

import dev.agon.reward.pairs.PreferencePairs;

/**
 * The preferred response must lead by the gap of the ratings: {@code -log sigma(d - s |gap|)}
 * (UltraFeedback, arXiv 2310.01377, after Llama 2). Pairs without ratings have no margin.
 *
 * @param scale s, logits of margin for one point of rating, at least 0
 */
public record ScoreGapMargin(double scale) implements Adjustment {

  public ScoreGapMargin {
    if (!(scale >= 0 && scale < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a scale is finite and at least 0, not " + scale);
    }
  }

  @Override
  public Need needs() {
    return Need.RATINGS;
  }

  @Override
  public String name() {
    return "gap-margin=" + scale;
  }

  @Override
  public void apply(PairTerms terms, PreferencePairs pairs, int row, int criterion) {
    double gap = pairs.firstScore(row, criterion) - pairs.secondScore(row, criterion);
    if (!Double.isNaN(gap)) {
      terms.firstMargin[row] += scale * Math.abs(gap);
      terms.secondMargin[row] += scale * Math.abs(gap);
    }
  }
}
