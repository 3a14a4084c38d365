package dev.agon.reward.loss;

import dev.agon.reward.pairs.PreferencePairs;

/** Each pair counts by its own {@link PreferencePairs#weight}. */
public record VoteWeights() implements Adjustment {

  @Override
  public String name() {
    return "weights";
  }

  @Override
  public void apply(PairTerms terms, PreferencePairs pairs, int row, int criterion) {
    terms.scale(row, pairs.weight(row));
  }
}
