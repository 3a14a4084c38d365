package dev.agon.ranking.interval;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why a board has no intervals, or only such as say nothing of other people's votes. */
public enum NoInterval {
  /** All votes, or nearly all, are one annotator's, so that nothing shows how annotators differ. */
  ONE_ANNOTATOR(
      "all votes are one annotator's, or nearly all: they cannot tell what other people prefer, so every rank is"
          + " possible"),
  /** Fewer than {@link Uncertainty#FEW} annotators, or a few who cast nearly all votes. */
  FEW_ANNOTATORS(
      "fewer than 5 annotators, or a few with nearly all votes, cannot show how annotators differ,"
          + " so this method gives no"
          + " intervals and every rank is possible"),
  /** Fewer than {@link Uncertainty#FEW} votes, nobody knowing whose. */
  FEW_VOTES(
      "fewer than 5 votes or prompts are not enough for intervals by this method, so every rank is"
          + " possible"),
  /** Resamples are all alike, so that they show no spread. */
  ALIKE(
      "resampled votes all give the same scores, which shows no spread, so this method gives no"
          + " intervals and every rank is possible"),
  /** The score is a number of places, which no variance describes. */
  LEAPS(
      "this method's scores change in whole ranks, which no standard error describes, so it gives"
          + " no intervals and every rank is possible");

  private final String sentence;

  NoInterval(String sentence) {
    this.sentence = sentence;
  }

  /**
   * Why a method that must see how clusters differ gives no intervals; null where there are enough.
   *
   * @param annotators whether clusters are annotators rather than votes
   * @param even their effective number, see {@link EffectiveNumber}
   */
  public static @Nullable NoInterval ofFew(boolean annotators, int clusters, double even) {
    if (clusters >= Uncertainty.FEW && even >= EffectiveNumber.FEW) {
      return null;
    }
    if (!annotators) {
      return FEW_VOTES;
    }
    return even < EffectiveNumber.ONE ? ONE_ANNOTATOR : FEW_ANNOTATORS;
  }

  /** The reason for a reader, without a full stop. */
  public String sentence() {
    return sentence;
  }

  /** The word in documents and message keys, such as one-annotator. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
