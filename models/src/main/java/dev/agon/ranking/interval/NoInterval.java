package dev.agon.ranking.interval;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why a board has no intervals, or only such as say nothing of other people's votes. */
public enum NoInterval {
  /** All votes are one annotator's, so that nothing shows how annotators differ. */
  ONE_ANNOTATOR(
      "all votes are one annotator's: they cannot tell what other people prefer, so every rank is"
          + " possible"),
  /** Fewer than {@link Uncertainty#FEW} annotators. */
  FEW_ANNOTATORS(
      "fewer than 5 annotators cannot show how annotators differ, so this method gives no"
          + " intervals and every rank is possible"),
  /** Fewer than {@link Uncertainty#FEW} votes, nobody knowing whose. */
  FEW_VOTES(
      "fewer than 5 votes or prompts tell too little for intervals by this method, so every rank is"
          + " possible"),
  /** Resamples are all alike, so that they show no spread. */
  ALIKE(
      "resampled votes all give the same scores, which shows no spread, so this method gives no"
          + " intervals and every rank is possible"),
  /** The score is a number of places, which no variance describes. */
  LEAPS(
      "this method's scores move in whole places, which no standard error describes, so it gives"
          + " no intervals and every rank is possible");

  private final String sentence;

  NoInterval(String sentence) {
    this.sentence = sentence;
  }

  /**
   * Why a method that must see how clusters differ gives no intervals; null where there are enough.
   *
   * @param annotators whether clusters are annotators rather than votes
   */
  public static @Nullable NoInterval ofFew(boolean annotators, int clusters) {
    if (clusters >= Uncertainty.FEW) {
      return null;
    }
    if (!annotators) {
      return FEW_VOTES;
    }
    return clusters == 1 ? ONE_ANNOTATOR : FEW_ANNOTATORS;
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
