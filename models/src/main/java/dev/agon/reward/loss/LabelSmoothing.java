package dev.agon.reward.loss;

import dev.agon.reward.pairs.PreferencePairs;

/**
 * Each judgement counts as the opposite one with a small probability: {@code (1 - a) L(y) + a L(1 -
 * y)} (Secrets of RLHF II, arXiv 2401.06080). Ties stay ties.
 *
 * @param share a, the probability of a wrong label, 0 to below 1/2
 */
public record LabelSmoothing(double share) implements Adjustment {

  public LabelSmoothing {
    if (!(share >= 0 && share < 0.5)) {
      throw new IllegalArgumentException("smoothing is from 0 to below 0.5, not " + share);
    }
  }

  @Override
  public String name() {
    return "smoothing=" + share;
  }

  @Override
  public void apply(PairTerms terms, PreferencePairs pairs, int row, int criterion) {
    double first = terms.first[row];
    double second = terms.second[row];
    terms.first[row] = (1 - share) * first + share * second;
    terms.second[row] = (1 - share) * second + share * first;
  }
}
