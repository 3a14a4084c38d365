package dev.agon.server;

import dev.agon.server.config.Role;
import dev.agon.server.config.ServerConfig;
import dev.agon.server.sql.DatabaseAddress;
import dev.agon.server.sql.Outage;
import dev.agon.server.sql.Pools;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;

/**
 * A process's connections to its database, together never more than it may have. Half of a web
 * process's are for votes and draws; where there is only one, it does everything.
 *
 * @param votePool of votes and draws, whose statements are planned once
 */
record Connections(Pool pool, Pool votePool) {
  /** Each waits some seconds by itself. */
  private static final int MOST_ATTEMPTS = 12;

  static Connections create(Vertx vertx, DatabaseAddress database, ServerConfig config) {
    int forVotes = config.roles().contains(Role.WEB) ? config.poolSize() / 2 : 0;
    Pool pool = Pools.create(vertx, database, config.poolSize() - forVotes);
    return new Connections(
        pool, forVotes == 0 ? pool : Pools.create(vertx, database, forVotes, Pools.Planning.ONCE));
  }

  /**
   * Opens the first connections, so that nothing which is deployed then waits for them: a first one
   * loads classes and computes a password's hash.
   */
  Future<?> open() {
    return Future.all(open(pool, 1), open(votePool, 1));
  }

  private static Future<?> open(Pool pool, int attempt) {
    return pool.query("select 1")
        .execute()
        .<Object>mapEmpty()
        .recover(
            failure ->
                Outage.caused(failure) && attempt < MOST_ATTEMPTS
                    ? open(pool, attempt + 1).mapEmpty()
                    : Future.failedFuture(failure));
  }
}
