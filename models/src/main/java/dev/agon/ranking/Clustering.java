package dev.agon.ranking;

/** Which votes an interval allows to depend on each other. */
public enum Clustering {
  /** None, and the model is taken to hold exactly: the inverse information (Fisher 1925). */
  FISHER,
  /** None: every vote stands for itself. */
  NONE,
  /** Those of one annotator. */
  ANNOTATOR,
  /** Those on one comparison. */
  COMPARISON,
  /** Those of one annotator and those on one comparison. */
  TWO_WAY
}
