package dev.agon.cli;

import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** An orderly end when the process is told to stop. */
final class Shutdown {
  private static final long PATIENCE_SECONDS = 20;

  private Shutdown() {}

  /** Stops serving first, then closes the database. */
  static void close(Supplier<Future<Void>> server, AutoCloseable database) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    server.get().await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                  } catch (Exception e) {
                    System.err.println("agon: did not stop in order: " + e);
                  }
                  try {
                    database.close();
                  } catch (Exception e) {
                    System.err.println("agon: the database did not close in order: " + e);
                  }
                },
                "shutdown"));
  }
}
