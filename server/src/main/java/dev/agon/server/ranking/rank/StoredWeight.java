package dev.agon.server.ranking.rank;

/** Weights of judgements, which are stored with 32 bits. */
public final class StoredWeight {
  private StoredWeight() {}

  /** The number whose shortest decimal is stored: what a file of the votes says. */
  public static double of(float stored) {
    return stored == 1 ? 1 : Double.parseDouble(Float.toString(stored));
  }
}
