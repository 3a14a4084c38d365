package dev.agon.cli.rank.file;

import dev.agon.ranking.Clustering;
import java.util.Locale;

/** What {@code --cluster-by} may say. */
public enum ClusterBy {
  NONE(Clustering.NONE),
  ANNOTATOR(Clustering.ANNOTATOR),
  COMPARISON(Clustering.COMPARISON),
  BOTH(Clustering.TWO_WAY),
  FISHER(Clustering.FISHER);

  private final Clustering clustering;

  ClusterBy(Clustering clustering) {
    this.clustering = clustering;
  }

  /**
   * The clustering that is asked for.
   *
   * @throws IllegalArgumentException when it needs a column that is not named
   */
  public Clustering clustering(boolean annotators, boolean comparisons) {
    boolean annotator = this == ANNOTATOR || this == BOTH;
    boolean comparison = this == COMPARISON || this == BOTH;
    if ((annotator && !annotators) || (comparison && !comparisons)) {
      throw new IllegalArgumentException(
          "--cluster-by %s needs %s"
              .formatted(
                  name().toLowerCase(Locale.ROOT),
                  annotator && !annotators ? "--annotator" : "--comparison"));
    }
    return clustering;
  }

  /** The clustering that the columns allow for. */
  public static Clustering usual(boolean annotators, boolean comparisons) {
    if (annotators && comparisons) {
      return Clustering.TWO_WAY;
    }
    if (annotators) {
      return Clustering.ANNOTATOR;
    }
    return comparisons ? Clustering.COMPARISON : Clustering.NONE;
  }
}
