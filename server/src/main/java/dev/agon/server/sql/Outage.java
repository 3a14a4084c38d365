package dev.agon.server.sql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Tells failures that pass by themselves from failures that do not. */
public final class Outage {
  /** Serialisation failure, deadlock, lock and statement time-outs: this statement met others. */
  private static final Set<String> MET_OTHERS = Set.of("40001", "40P01", "55P03", "57014");

  /** By SQLSTATE, what helps where waiting alone does not. */
  private static final Map<String, String> CURES =
      Map.of(
          "53100",
          "the disk of the database is full: make room where its data folder lies (--data, or that of"
              + " the server named by --database); nothing that was answered is lost, and votes "
              + "are accepted again as soon as there is room",
          "53200",
          "the database has no memory left: give its machine more, or let fewer processes share it",
          "53300",
          "the database accepts no more connections: raise its max_connections or lower "
              + "--connections",
          "25006",
          "the database accepts no writes: it is a standby or read-only; name the one that "
              + "accepts writes by --database",
          "58030",
          "the database cannot read or write its files: see the server's own log and its disk");

  /** What was said within the last minute. */
  private static final Cache<String, Boolean> SAID =
      Caffeine.newBuilder().expireAfterWrite(Duration.ofMinutes(1)).maximumSize(100).build();

  private static final String NO_SPACE = "No space left on device";

  private Outage() {}

  /** Whether the database was away or too busy, so that the same request may succeed soon. */
  public static boolean caused(@Nullable Throwable failure) {
    return switch (failure) {
      case null -> false;
      case PgException e -> passes(e.getSqlState());
      case SQLException e -> passes(e.getSQLState());
      case ClosedConnectionException e -> true;
      case ConnectionPoolTooBusyException e -> true;
      case GroupCommit.Overloaded e -> true;
      case SocketException e -> true;
      case ClosedChannelException e -> true;
      // The native transport's own type for a connection that was reset.
      case IOException e -> e.getClass().getPackageName().startsWith("io.netty.") || isDiskFull(e);
      case VertxException e -> isTimeoutOrLoss(e) || caused(e.getCause());
      default -> caused(failure.getCause());
    };
  }

  /**
   * What somebody has to do before the failure passes; empty where it passes by itself, or is none
   * of these.
   */
  public static Optional<String> cure(@Nullable Throwable failure) {
    return switch (failure) {
      case null -> Optional.empty();
      case PgException e -> cure(e.getSqlState());
      case SQLException e -> cure(e.getSQLState());
      case IOException e when isDiskFull(e) ->
          Optional.of("the disk of this machine's temporary files is full: make room there");
      default -> cure(failure.getCause());
    };
  }

  /**
   * Writes down that work was put off: in a line a minute where the cause passes by itself, however
   * often it is tried meanwhile, else with its trace.
   */
  public static void warn(Logger log, String what, Throwable failure) {
    if (caused(failure)) {
      if (SAID.asMap().putIfAbsent(log.getName() + ": " + what, true) == null) {
        log.warn("{}: {}", what, failure.toString());
      }
    } else {
      log.warn("{}", what, failure);
    }
  }

  /** Whether the whole database is concerned, so that the next statement would fail alike. */
  static boolean isOfServer(PgException failure) {
    String state = failure.getSqlState();
    return passes(state) && !MET_OTHERS.contains(state);
  }

  private static Optional<String> cure(@Nullable String state) {
    return state == null ? Optional.empty() : Optional.ofNullable(CURES.get(state));
  }

  /** All of class 53 says that the server lacks something. */
  private static boolean passes(@Nullable String state) {
    return state != null
        && (state.startsWith("57P0")
            || state.startsWith("08")
            || state.startsWith("53")
            || CURES.containsKey(state)
            || MET_OTHERS.contains(state));
  }

  private static boolean isDiskFull(IOException failure) {
    String message = failure.getMessage();
    return message != null && message.contains(NO_SPACE);
  }

  /** Vert.x has no types of their own for these. */
  private static boolean isTimeoutOrLoss(Throwable failure) {
    String message = failure.getMessage();
    return message != null
        && (message.startsWith("Timeout") || message.startsWith("Connection is not active"));
  }
}
