package dev.agon.server.management;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.concurrent.TimeUnit;

/** Measures how late an event loop comes to what is due; one instance an event loop. */
public final class LoopDelayVerticle extends VerticleBase {
  private static final long EVERY_MS = 500;

  private final Timer delay;
  private long due;

  public LoopDelayVerticle(MeterRegistry meters) {
    this.delay =
        Timer.builder("agon.event.loop.delay")
            .description("How late event loops came to timers, twice a second and loop")
            .register(meters);
  }

  @Override
  public Future<?> start() {
    next();
    return Future.succeededFuture();
  }

  private void next() {
    due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(EVERY_MS);
    vertx.setTimer(
        EVERY_MS,
        timer -> {
          delay.record(Math.max(0, System.nanoTime() - due), TimeUnit.NANOSECONDS);
          next();
        });
  }
}
