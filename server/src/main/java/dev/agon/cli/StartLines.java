package dev.agon.cli;

import java.util.concurrent.TimeUnit;

/** Says on stderr what a start is doing, a line a step, so that nobody takes it for stuck. */
final class StartLines {
  private final long begun = System.nanoTime();

  /** What comes now, as in "starting the database". */
  void step(String what) {
    System.err.println("agon: " + what + " ...");
  }

  /** All is done. */
  void ready() {
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
    System.err.println("agon: ready after " + seconds + " s");
  }
}
