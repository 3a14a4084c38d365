package dev.agon.cli;

import dev.agon.server.Main;
import dev.agon.server.sql.Database;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An orderly end when the process is told to stop: no work is begun any more, what is under way is
 * finished, the database is closed, and the exit code says that all was well.
 */
final class Shutdown {
  private static final long PATIENCE_SECONDS = 25;
  private static final int FAILED = 1;

  private static volatile boolean serving;

  private final Main main;
  private final Database database;
  private volatile @Nullable Runnable forget;

  private Shutdown(Main main, Database database) {
    this.main = main;
    this.database = database;
  }

  /** Stops serving first, then closes the database. */
  static Shutdown of(Main main, Database database) {
    Shutdown shutdown = new Shutdown(main, database);
    Runtime.getRuntime().addShutdownHook(new Thread(shutdown::run, "shutdown"));
    return shutdown;
  }

  /** Writes down where it serves, until it ends. */
  void publish(ServedAddress address, String url) {
    address.publish(url);
    forget = () -> address.forget(url);
  }

  /** From now on only a signal ends the process: that is no failure. */
  static void onlyBySignal() {
    serving = true;
  }

  private void run() {
    boolean stopped = attempt("the server", this::stop);
    boolean closed = attempt("the database", database::close);
    if (forget != null) {
      forget.run();
    }
    if (serving) {
      // The JVM's own code for a signal, 143, reads as a failure to supervisors.
      Runtime.getRuntime().halt(stopped && closed ? 0 : FAILED);
    }
  }

  private void stop() throws Exception {
    long drain = main.config().operation().drain().toSeconds();
    main.close().await(drain + PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private interface Step {
    void run() throws Exception;
  }

  private static boolean attempt(String what, Step step) {
    try {
      step.run();
      return true;
    } catch (Exception e) {
      System.err.println("agon: " + what + " did not stop in order: " + e);
      return false;
    }
  }
}
