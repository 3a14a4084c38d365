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
  public Clustering clustering(VoteOptions columns) {
    boolean annotator = this == ANNOTATOR || this == BOTH;
    boolean comparison = this == COMPARISON || this == BOTH;
    if ((annotator && !columns.hasAnnotator()) || (comparison && !columns.hasComparison())) {
      throw new IllegalArgumentException(
          "--cluster-by %s needs %s"
              .formatted(
                  name().toLowerCase(Locale.ROOT),
                  annotator && !columns.hasAnnotator() ? "--annotator" : "--comparison"));
    }
    return clustering;
  }

  /** The clustering that the columns allow for. */
  public static Clustering usual(VoteOptions columns) {
    if (columns.hasAnnotator() && columns.hasComparison()) {
      return Clustering.TWO_WAY;
    }
    if (columns.hasAnnotator()) {
      return Clustering.ANNOTATOR;
    }
    return columns.hasComparison() ? Clustering.COMPARISON : Clustering.NONE;
  }
}
