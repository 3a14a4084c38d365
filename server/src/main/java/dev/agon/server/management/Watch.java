package dev.agon.server.management;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/**
 * What the parts of a process are given so that it can be watched.
 *
 * @param readiness whether it can be sent work
 * @param meters where it counts
 */
public record Watch(Readiness readiness, MeterRegistry meters) {
  /** Shows how many of one kind wait for the next statement of their group commit. */
  public void waiting(String kind, Supplier<Number> count) {
    Gauge.builder("agon.group.commit.waiting", count)
        .description("Votes or draws that wait for the next statement to take them")
        .tag("kind", kind)
        .strongReference(true)
        .register(meters);
  }

  /** Shows how many streams of events are read. */
  public void readers(Supplier<Number> count) {
    Gauge.builder("agon.stream.readers", count)
        .description("Open streams of Server-Sent Events")
        .strongReference(true)
        .register(meters);
  }
}
