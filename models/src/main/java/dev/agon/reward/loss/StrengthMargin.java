package dev.agon.reward.loss;

import dev.agon.reward.pairs.PreferencePairs;

/**
 * The ensemble's preference strength mu as an adaptive margin: {@code -log sigma(r_c - r_r - mu)}
 * (Secrets of RLHF II, arXiv 2401.06080, where the formula is printed with mu outside the sigma and
 * would be a constant). As mu changes sign with the pair's order, it moves both sides alike: {@code
 * d - mu} where d was.
 */
public record StrengthMargin() implements Adjustment {

  @Override
  public Need needs() {
    return Need.STRENGTHS;
  }

  @Override
  public String name() {
    return "strength-margin";
  }

  @Override
  public void apply(PairTerms terms, PreferencePairs pairs, int row, int criterion) {
    double strength = pairs.strength(row, criterion);
    if (Double.isNaN(strength)) {
      throw new IllegalArgumentException("pair " + row + " has no ensemble strength");
    }
    terms.firstMargin[row] += strength;
    terms.secondMargin[row] -= strength;
  }
}
