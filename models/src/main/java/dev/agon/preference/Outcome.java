package dev.agon.preference;

/**
 * What a vote says of two responses under one criterion, in the comparison's own order (not the
 * order on the screen). {@link #code()} is what databases and files carry.
 */
public enum Outcome {
  /** The first response is preferred. */
  FIRST(1),
  /** The second response is preferred. */
  SECOND(2),
  /** Both are about equal. */
  TIE(3),
  /** Both are unacceptable; counts as a tie unless a method says otherwise. */
  BOTH_BAD(4);

  private final int code;

  Outcome(int code) {
    this.code = code;
  }

  /** The stable number of this outcome, 1 to 4. */
  public int code() {
    return code;
  }

  /**
   * The outcome with this number.
   *
   * @throws IllegalArgumentException when no outcome has it
   */
  public static Outcome of(int code) {
    return switch (code) {
      case 1 -> FIRST;
      case 2 -> SECOND;
      case 3 -> TIE;
      case 4 -> BOTH_BAD;
      default -> throw new IllegalArgumentException("no outcome has the code " + code);
    };
  }

  /** The same judgement with the two responses exchanged. */
  public Outcome swapped() {
    return switch (this) {
      case FIRST -> SECOND;
      case SECOND -> FIRST;
      case TIE -> TIE;
      case BOTH_BAD -> BOTH_BAD;
    };
  }
}
