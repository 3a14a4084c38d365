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
   * Statements here look up rows by index, and statistics come after the rows: a scan of a table
   * that was small a minute ago must not look cheap. Compiling plans never pays.
   */
  private static final Map<String, String> COSTS = Map.of("enable_seqscan", "off", "jit", "off");

  private Pools() {}

  /** When Postgres plans a prepared statement. */
  public enum Planning {
    /** At every execution, for its parameters: right for reads of any size while tables grow. */
    AFRESH("force_custom_plan"),

    /**
     * Once a connection, for any parameters: right only for statements whose look-ups go by index
     * whatever the size of the tables. Planning a vote takes longer than carrying it out.
     */
    ONCE("force_generic_plan");

    private final String mode;

    Planning(String mode) {
      this.mode = mode;
    }
  }

  /** The pool of an address whose statements are planned afresh, as {@link #create} makes it. */
  public static Pool create(Vertx vertx, DatabaseAddress address, int size) {
    return create(vertx, address, size, Planning.AFRESH);
  }

  /**
   * The pool of an address: all callers on one Vert.x instance share the same one, and it closes
   * when the last of them has closed it. Statements of any length are parsed once a connection:
   * Vert.x would leave out those of 2,048 characters and more, which are those of votes.
   *
   * @param size the most connections, at least 1
   */
  public static Pool create(Vertx vertx, DatabaseAddress address, int size, Planning planning) {
    PgConnectOptions connect =
        address
            .connectOptions()
            .setCachePreparedStatements(true)
            .setPreparedStatementCacheSqlFilter(sql -> true)
            .setPipeliningLimit(PIPELINING)
            .setReconnectAttempts(RECONNECT_ATTEMPTS)
            .setReconnectInterval(RECONNECT_INTERVAL_MS);
    TIMEOUTS.forEach(connect::addProperty);
    COSTS.forEach(connect::addProperty);
    connect.addProperty("plan_cache_mode", planning.mode);
    connect.addProperty("application_name", "agon");
    PoolOptions pool =
        new PoolOptions()
            .setShared(true)
            .setName(address + " planned " + planning)
            .setMaxSize(size)
            .setMaxWaitQueueSize(QUEUE)
            .setConnectionTimeout(CONNECTION_TIMEOUT_SECONDS)
            .setConnectionTimeoutUnit(TimeUnit.SECONDS)
            .setEventLoopSize(Math.min(size, Runtime.getRuntime().availableProcessors()));
    return PgBuilder.pool().with(pool).connectingTo(connect).using(vertx).build();
  }
}
