package dev.agon.reward.head;

/** A training ended because it was told to; its last checkpoint stays. */
public final class TrainingCancelled extends RuntimeException {
  private static final long serialVersionUID = 1;

  TrainingCancelled(long step) {
    super("cancelled after step " + step);
  }
}
