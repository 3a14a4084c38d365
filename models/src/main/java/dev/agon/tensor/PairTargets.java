package dev.agon.tensor;

/**
 * What a batch of pairs is trained towards.
 *
 * @param terms [pairs, criteria, 4], row-major: first, second, firstMargin and secondMargin of the
 *     loss {@code first * softplus(firstMargin - d) + second * softplus(secondMargin + d)} of the
 *     difference d of rewards; zeros for a criterion that was not judged
 * @param position [pairs]: 1 where the first was shown first, -1 where the second was, 0 where that
 *     is not known
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record PairTargets(float[] terms, float[] position) {
  /** Checks the sizes against each other. */
  public PairTargets {
    if (position.length == 0 || terms.length % (position.length * PairTermLoss.TERMS) != 0) {
      throw new IllegalArgumentException(
          "%d pairs cannot have %d terms".formatted(position.length, terms.length));
    }
  }

  /**
   * Bradley-Terry with soft labels under one criterion, without position.
   *
   * @param firstShare a pair's share of judgements for the first, in [0, 1]
   */
  public static PairTargets bradleyTerry(float... firstShare) {
    float[] terms = new float[firstShare.length * PairTermLoss.TERMS];
    for (int pair = 0; pair < firstShare.length; pair++) {
      terms[pair * PairTermLoss.TERMS] = firstShare[pair];
      terms[pair * PairTermLoss.TERMS + 1] = 1 - firstShare[pair];
    }
    return new PairTargets(terms, new float[firstShare.length]);
  }

  /** The number of pairs. */
  public int pairs() {
    return position.length;
  }

  /** The number of criteria. */
  public int criteria() {
    return terms.length / (position.length * PairTermLoss.TERMS);
  }
}
