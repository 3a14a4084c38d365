package dev.agon.server.management;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;

/** By how much boards are behind, read when somebody asks; not a number while it is not known. */
final class BoardLag {
  private static final HealthStore.Behind UNKNOWN = new HealthStore.Behind(-1, Double.NaN);
  private static final int PATIENCE_SECONDS = 2;

  private final HealthStore store;
  private volatile HealthStore.Behind behind = UNKNOWN;

  BoardLag(HealthStore store, MeterRegistry meters) {
    this.store = store;
    Gauge.builder("agon.board.behind", () -> behind.events() < 0 ? Double.NaN : behind.events())
        .description("Events (votes, revisions, exclusions) that no board counts yet")
        .register(meters);
    Gauge.builder("agon.board.age", () -> behind.seconds())
        .description("How long the oldest vote that its board does not count yet has waited")
        .baseUnit("seconds")
        .register(meters);
  }

  Future<Void> refresh() {
    return store
        .behind()
        .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .otherwise(UNKNOWN)
        .onSuccess(read -> behind = read)
        .mapEmpty();
  }
}
