package dev.agon.server.http;

import dev.agon.server.sql.Outage;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Tells of outages once in a while and not once a request: what fails is asked again by everybody,
 * and a log that fills the disk makes a full one worse.
 */
final class OutageLog {
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** More kinds of failures than there are at once. */
  private static final int MOST_KINDS = 100;

  private final Consumer<String> lines;
  private final LongSupplier nanoTime;
  private final Map<String, Told> told = new ConcurrentHashMap<>();

  OutageLog(Consumer<String> lines, LongSupplier nanoTime) {
    this.lines = lines;
    this.nanoTime = nanoTime;
  }

  private record Told(long at, long unsaid) {}

  /** Counts the failure of a request, and writes a line when the last one of its kind is old. */
  void tell(Throwable failure, String request) {
    Optional<String> cure = Outage.cure(failure);
    String kind = cure.orElse(failure.getClass().getName());
    long now = nanoTime.getAsLong();
    if (told.size() >= MOST_KINDS) {
      told.clear();
    }
    told.compute(
        kind,
        (same, before) -> {
          if (before != null && now - before.at < QUIET_NANOS) {
            return new Told(before.at, before.unsaid + 1);
          }
          lines.accept(line(failure, request, cure, before == null ? 0 : before.unsaid));
          return new Told(now, 0);
        });
  }

  private static String line(
      Throwable failure, String request, Optional<String> cure, long unsaid) {
    String what = cure.map(c -> c + " (" + failure.getMessage() + ")").orElse(failure.toString());
    String more = unsaid == 0 ? "" : ", and " + unsaid + " requests before that";
    return "unavailable: " + what + " (" + request + more + ")";
  }
}
