package dev.agon.tensor;

/** A training's loss or gradient is no longer a finite number; its weights are worthless. */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DivergedException(long step, double loss, double norm) {
    super(
        ("the training diverged at step %d (loss %s, gradient norm %s): take a lower learning rate,"
                + " or clip gradients")
            .formatted(step, loss, norm));
  }
}
