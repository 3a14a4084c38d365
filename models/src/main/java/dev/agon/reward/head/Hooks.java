package dev.agon.reward.head;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a training tells and asks while it runs, and where it keeps its state. */
final class Hooks {
  private static final String FILE = "training.arrays";

  private final Supplier<String> fingerprint;
  private @Nullable Path folder;
  private int everySteps = 1;

  Consumer<TrainingProgress> listener = _ -> {};
  BooleanSupplier cancelled = () -> false;

  /**
   * Keeps nothing unless told to.
   *
   * @param fingerprint of everything that decides the result; a state of another one is not taken
   *     up
   */
  Hooks(Supplier<String> fingerprint) {
    this.fingerprint = fingerprint;
  }

  void checkpoints(Path folder, int everySteps) {
    this.folder = folder;
    this.everySteps = Math.max(1, everySteps);
  }

  void progress(TrainingProgress progress) {
    listener.accept(progress);
  }

  /** Throws when told to stop. */
  void check(long step) {
    if (cancelled.getAsBoolean()) {
      throw new TrainingCancelled(step);
    }
  }

  boolean keeps() {
    return folder != null;
  }

  boolean keepsAt(long step) {
    return folder != null && step % everySteps == 0;
  }

  /** Writes the state with the fingerprint. */
  void save(NamedArrays state) {
    Path to = folder;
    if (to != null) {
      try {
        Files.createDirectories(to);
        state.put("of/" + fingerprint.get(), new double[0]);
        state.save(to.resolve(FILE));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The last state, or null when there is none of this fingerprint. */
  @Nullable NamedArrays load() {
    Path from = folder;
    if (from == null || !Files.exists(from.resolve(FILE))) {
      return null;
    }
    try {
      NamedArrays state = NamedArrays.load(from.resolve(FILE));
      return state.has("of/" + fingerprint.get()) ? state : null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
