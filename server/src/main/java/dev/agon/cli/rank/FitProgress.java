package dev.agon.cli.rank;

import dev.agon.table.Count;
import java.io.PrintWriter;

/** Tells on stderr how far a long fit is; nothing of short ones. */
final class FitProgress {
  /** With fewer items a fit takes no time. */
  private static final int MANY = 500;

  private static final long SECOND = 1_000_000_000;

  private final String command;
  private final PrintWriter out;
  private final int items;
  private long told = System.nanoTime();

  FitProgress(String command, PrintWriter out, int items) {
    this.command = command;
    this.out = out;
    this.items = items;
    if (items > MANY) {
      tell("fitting " + Count.grouped(items, "item"));
    }
  }

  /** After a step of the fit; told at most once a second. */
  void step(int number) {
    if (System.nanoTime() - told > SECOND) {
      tell(Count.of(number, "Newton step"));
    }
  }

  /** Before the intervals are computed. */
  void intervals() {
    if (items > MANY) {
      tell("computing intervals of " + Count.grouped(items, "item"));
    }
  }

  private void tell(String what) {
    told = System.nanoTime();
    out.println(command + ": " + what + " ...");
    out.flush();
  }
}
