package dev.agon.server.core;

/** What the annotator {@code a} of a statement may do, and whether their votes count. */
public final class Annotators {
  /** The condition that the annotator may be given pairs and vote: neither excluded nor erased. */
  public static final String TAKES_PART = "a.excluded_at is null and a.erased_at is null";

  /** The condition that the annotator's votes count now; those of an erased person may. */
  public static final String COUNTS = "a.excluded_at is null";

  private Annotators() {}
}
