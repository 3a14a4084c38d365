package dev.agon.server.annotator;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;

/** Keeps the keys that annotators have changed. */
public final class KeyStore {
  private static final String KEEP =
      "update annotator set keys = $2 where id = $1 and erased_at is null";

  private final Pool pool;

  /** A store on a database. */
  public KeyStore(Pool pool) {
    this.pool = pool;
  }

  /** Keeps them instead of the former ones. */
  Future<Void> keep(long annotator, JsonObject keys) {
    return pool.preparedQuery(KEEP).execute(Tuple.of(annotator, keys)).mapEmpty();
  }
}
