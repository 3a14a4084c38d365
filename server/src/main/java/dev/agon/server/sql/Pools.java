package dev.agon.server.sql;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Connection pools: bounded in connections, in waiting and in time. */
public final class Pools {
  private static final int QUEUE = 1024;
  private static final int CONNECTION_TIMEOUT_SECONDS = 5;
  private static final int PIPELINING = 16;

  // While the server restarts, callers wait for a connection instead of storming it.
  private static final int RECONNECT_ATTEMPTS = 20;
  private static final long RECONNECT_INTERVAL_MS = 200;

  /** In milliseconds: nothing waits for ever, and nobody holds a study for ever. */
  private static final Map<String, String> TIMEOUTS =
      Map.of(
          "statement_timeout", "60000",
          "lock_timeout", "5000",
          "idle_in_transaction_session_timeout", "60000");

  /**
   * Statements here look up rows by index. Their plans are cached, some from when a table was still
   * empty and a scan of it looked cheap; compiling them never pays.
   */
  private static final Map<String, String> PLANNING = Map.of("enable_seqscan", "off", "jit", "off");

  private Pools() {}

  /**
   * The pool of an address: all callers on one Vert.x instance share the same one, and it closes
   * when the last of them has closed it.
   *
   * @param size the most connections, at least 1
   */
  public static Pool create(Vertx vertx, DatabaseAddress address, int size) {
    PgConnectOptions connect =
        address
            .connectOptions()
            .setCachePreparedStatements(true)
            .setPipeliningLimit(PIPELINING)
            .setReconnectAttempts(RECONNECT_ATTEMPTS)
            .setReconnectInterval(RECONNECT_INTERVAL_MS);
    TIMEOUTS.forEach(connect::addProperty);
    PLANNING.forEach(connect::addProperty);
    connect.addProperty("application_name", "agon");
    PoolOptions pool =
        new PoolOptions()
            .setShared(true)
            .setName(address.toString())
            .setMaxSize(size)
            .setMaxWaitQueueSize(QUEUE)
            .setConnectionTimeout(CONNECTION_TIMEOUT_SECONDS)
            .setConnectionTimeoutUnit(TimeUnit.SECONDS)
            .setEventLoopSize(Math.min(size, Runtime.getRuntime().availableProcessors()));
    return PgBuilder.pool().with(pool).connectingTo(connect).using(vertx).build();
  }
}
