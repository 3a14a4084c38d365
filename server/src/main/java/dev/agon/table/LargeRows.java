package dev.agon.table;

import java.io.InterruptedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the memory that rows take while they are read, over all files that are read at once: a row
 * of more than {@link #SMALL} characters waits until it is the only one, and none has more than a
 * share of the heap allows.
 */
final class LargeRows {
  /** The most characters of a row that is read beside others. */
  static final int SMALL = 1 << 20;

  private static final int LONGEST = 64 << 20;

  /** A row lies in memory several times while it is read, checked and sent: up to 16 bytes each. */
  private static final int HEAP_BYTES_PER_CHARACTER = 32;

  private static final Object TURN = new Object();

  /** How often those who wait look whether the owner has died meanwhile. */
  private static final long LOOK_MS = 1_000;

  /** Whose rows are large now; one thread may read several files at once. */
  private static @Nullable Thread owner;

  private static int held;

  private long characters;
  private boolean alone;

  /** The most characters of one row in this process. */
  static long longest() {
    return Math.min(LONGEST, Runtime.getRuntime().maxMemory() / HEAP_BYTES_PER_CHARACTER);
  }

  /**
   * Counts characters of the row that is being read.
   *
   * @return false when it is too long
   */
  boolean read(int more) throws InterruptedIOException {
    characters += more;
    if (characters > SMALL && !alone) {
      try {
        acquire();
        alone = true;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while waiting for memory");
      }
    }
    return characters <= longest();
  }

  /** The row read last is no longer held. */
  void done() {
    characters = 0;
    if (alone) {
      alone = false;
      release();
    }
  }

  private static void acquire() throws InterruptedException {
    synchronized (TURN) {
      while (owner != null && owner.isAlive() && !owner.equals(Thread.currentThread())) {
        TURN.wait(LOOK_MS);
      }
      if (owner != null && !owner.isAlive()) {
        held = 0;
      }
      owner = Thread.currentThread();
      held++;
    }
  }

  private static void release() {
    synchronized (TURN) {
      held--;
      if (held == 0) {
        owner = null;
        TURN.notifyAll();
      }
    }
  }
}
