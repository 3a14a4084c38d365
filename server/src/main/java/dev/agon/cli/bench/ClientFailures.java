package dev.agon.cli.bench;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** What clients asked for and did not get: answers in time, connections that held, votes taken. */
final class ClientFailures {
  private final AtomicLong timedOut = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private final Map<Integer, AtomicLong> refused = new ConcurrentSkipListMap<>();

  void add(BenchAnnotator.Unreachable failure) {
    (failure.timedOut() ? timedOut : dropped).incrementAndGet();
  }

  void add(int status) {
    refused.computeIfAbsent(status, s -> new AtomicLong()).incrementAndGet();
  }

  long total() {
    return timedOut.get()
        + dropped.get()
        + refused.values().stream().mapToLong(AtomicLong::get).sum();
  }

  JsonObject toJson() {
    JsonObject json =
        new JsonObject().put("timed_out", timedOut.get()).put("dropped", dropped.get());
    JsonObject byStatus = new JsonObject();
    refused.forEach((status, count) -> byStatus.put(status.toString(), count.get()));
    return json.put("refused", byStatus);
  }

  /** As in "3 timed out, 12 x 503". */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    if (timedOut.get() > 0) {
      parts.add(timedOut + " timed out");
    }
    if (dropped.get() > 0) {
      parts.add(dropped + " dropped");
    }
    refused.forEach((status, count) -> parts.add(count + " x " + status));
    return String.join(", ", parts);
  }
}
