package dev.agon.ranking;

/**
 * An item whose rating is given, the others being told relative to it. Intervals are then those of
 * the differences from it, and its own has no width. It changes the gauge, not the fit: differences
 * and ranks stay as they are.
 *
 * @param item its number
 * @param rating its rating, finite
 */
public record Anchor(int item, double rating) {
  public Anchor {
    if (item < 0 || !Double.isFinite(rating)) {
      throw new IllegalArgumentException("an anchor needs an item and a finite rating");
    }
  }
}
