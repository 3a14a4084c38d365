package dev.agon.cli;

import dev.agon.server.exchange.read.ImportProgress;
import dev.agon.table.Count;
import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Shows how an import goes: a bar that moves on a terminal, else a line now and then. */
final class ImportBar implements ImportProgress {
  private static final int WIDTH = 30;
  private static final long REDRAW_NANOS = 100_000_000L;
  private static final long LINE_NANOS = 5_000_000_000L;

  private final PrintWriter out;
  private final boolean moves;
  private final LongSupplier clock;
  private final long started;
  private long drawn;

  ImportBar(PrintWriter out, boolean moves, LongSupplier clock) {
    this.out = out;
    this.moves = moves;
    this.clock = clock;
    this.started = clock.getAsLong();
    this.drawn = started - (moves ? REDRAW_NANOS : 0);
  }

  static ImportBar of(PrintWriter out) {

    return new ImportBar(
        out,
        Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false),
        System::nanoTime);
  }

  @Override
  public void reading(long bytes, long size, long rows) {
    long now = clock.getAsLong();
    boolean done = bytes == size;
    if (now - drawn < (moves ? REDRAW_NANOS : LINE_NANOS) && !(done && moves)) {
      return;
    }
    drawn = now;
    String line = line(bytes, size, rows, Duration.ofNanos(now - started));
    show(line, done);
  }

  @Override
  public void writing(String what, int step, int steps) {
    long now = clock.getAsLong();
    if (moves || now - drawn >= LINE_NANOS) {
      drawn = now;
      show(String.format(Locale.ROOT, "writing %d/%d: %s", step, steps, what), step == steps);
    }
  }

  private void show(String line, boolean last) {
    if (moves) {
      out.print("\r" + line + "\u001b[K" + (last ? "\n" : ""));
    } else {
      out.println(line);
    }
    out.flush();
  }

  /** What reading has come to after some time. */
  static String line(long bytes, long size, long rows, Duration time) {
    double seconds = Math.max(1e-3, time.toMillis() / 1e3);
    String rate =
        String.format(Locale.ROOT, "%s, %,.0f rows/s", Count.grouped(rows, "row"), rows / seconds);
    if (size <= 0) {
      return String.format(Locale.ROOT, "reading %,d kB, %s", bytes / 1_000, rate);
    }
    double share = Math.min(1, (double) bytes / size);
    int full = (int) Math.round(share * WIDTH);
    String bar = "#".repeat(full) + ".".repeat(WIDTH - full);
    String left = share == 0 ? "?" : clock(Math.round(seconds * (1 - share) / share));
    return String.format(
        Locale.ROOT, "reading [%s] %3.0f %%, %s, %s left", bar, share * 100, rate, left);
  }

  private static String clock(long seconds) {
    return String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
  }
}
