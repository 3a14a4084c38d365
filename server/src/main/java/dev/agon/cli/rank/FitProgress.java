package dev.agon.cli.rank;

import java.io.PrintWriter;
import java.util.Locale;

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
      tell("fitting %,d items".formatted(items));
    }
  }

  /** After a step of the fit; told at most once a second. */
  void step(int number) {
    if (System.nanoTime() - told > SECOND) {
      tell(number == 1 ? "1 Newton step" : number + " Newton steps");
    }
  }

  /** Before the intervals are computed. */
  void intervals() {
    if (items > MANY) {
      tell(String.format(Locale.ROOT, "computing intervals of %,d items", items));
    }
  }

  private void tell(String what) {
    told = System.nanoTime();
    out.println(command + ": " + what + " ...");
    out.flush();
  }
}
