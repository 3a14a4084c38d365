package dev.agon.server;

import dev.agon.server.config.Role;
import dev.agon.server.config.ServerConfig;
import dev.agon.server.sql.DatabaseAddress;
import dev.agon.server.sql.Pools;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;

/**
 * A process's connections to its database, together never more than it may have. Half of a web
 * process's are for votes and draws; where there is only one, it does everything.
 *
 * @param votePool of votes and draws, whose statements are planned once
 */
record Connections(Pool pool, Pool votePool) {
  static Connections create(Vertx vertx, DatabaseAddress database, ServerConfig config) {
    int forVotes = config.roles().contains(Role.WEB) ? config.poolSize() / 2 : 0;
    Pool pool = Pools.create(vertx, database, config.poolSize() - forVotes);
    return new Connections(
        pool, forVotes == 0 ? pool : Pools.create(vertx, database, forVotes, Pools.Planning.ONCE));
  }
}
