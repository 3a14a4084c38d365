package dev.agon.reward.pairs;

/**
 * What an ensemble that was not trained on a pair says of it, oriented by the pair's label:
 * positive where the ensemble agrees (Secrets of RLHF II, arXiv 2401.06080).
 *
 * @param mean the members' mean difference of rewards, preferred less other, in logits; for a tie
 *     first less second
 * @param deviation the members' standard deviation
 * @param bucket what that means
 */
public record EnsembleStrength(double mean, double deviation, Bucket bucket) {
  private static final double UNLIKELY = Math.log(3);
  private static final double CLOSE = Math.log(1.5);
  private static final double SURE = Math.log(9);

  /** What to do with a pair. */
  public enum Bucket {
    /** The members agree on the other side: the label's probability is under 1/4. */
    PROBABLY_MISLABELLED,
    /** Neither side: within one deviation of 0, or between 2/5 and 3/5. */
    AMBIGUOUS,
    /** The rest. */
    NORMAL,
    /** The members agree with the label at a probability over 9/10. */
    STRONG
  }

  /** The bucket of a mean and a deviation. */
  public static EnsembleStrength of(double mean, double deviation) {
    return new EnsembleStrength(mean, deviation, bucket(mean, deviation));
  }

  private static Bucket bucket(double mean, double deviation) {
    if (mean < -UNLIKELY && mean + deviation < 0) {
      return Bucket.PROBABLY_MISLABELLED;
    }
    if (Math.abs(mean) < Math.max(deviation, CLOSE)) {
      return Bucket.AMBIGUOUS;
    }
    return mean - deviation > SURE ? Bucket.STRONG : Bucket.NORMAL;
  }
}
