package dev.agon.agreement;

/** Why a coefficient of agreement that has a value has no interval. */
public enum NoSpread {
  /** Fewer than 5 units with values of two annotators. */
  FEW_UNITS("fewer than 5 units with two values are not enough"),
  /** Resamples are all alike. */
  ALIKE("resampled units all give this value, which shows no spread");

  private final String sentence;

  NoSpread(String sentence) {
    this.sentence = sentence;
  }

  /** The reason for a reader, without a full stop. */
  public String sentence() {
    return sentence;
  }
}
