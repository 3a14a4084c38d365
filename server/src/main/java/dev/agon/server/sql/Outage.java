package dev.agon.server.sql;

import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells failures that pass by themselves from failures that do not. */
public final class Outage {
  /** Serialisation failure, deadlock, too many connections, lock and statement time-outs. */
  private static final Set<String> PASSING_STATES =
      Set.of("40001", "40P01", "53300", "55P03", "57014");

  private Outage() {}

  /** Whether the database was away or too busy, so that the same request may succeed soon. */
  public static boolean caused(@Nullable Throwable failure) {
    return switch (failure) {
      case null -> false;
      case PgException e -> passes(e.getSqlState());
      case ClosedConnectionException e -> true;
      case ConnectionPoolTooBusyException e -> true;
      case GroupCommit.Overloaded e -> true;
      case SocketException e -> true;
      case ClosedChannelException e -> true;
      // The native transport's own type for a connection that was reset.
      case IOException e -> e.getClass().getPackageName().startsWith("io.netty.");
      case VertxException e -> isTimeoutOrLoss(e) || caused(e.getCause());
      default -> caused(failure.getCause());
    };
  }

  private static boolean passes(@Nullable String state) {
    return state != null
        && (state.startsWith("57P0") || state.startsWith("08") || PASSING_STATES.contains(state));
  }

  /** Vert.x has no types of their own for these. */
  private static boolean isTimeoutOrLoss(Throwable failure) {
    String message = failure.getMessage();
    return message != null
        && (message.startsWith("Timeout") || message.startsWith("Connection is not active"));
  }
}
