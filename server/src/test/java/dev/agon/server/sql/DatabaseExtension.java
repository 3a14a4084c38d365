package dev.agon.server.sql;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A fresh database for one test class, with a pool on a Vert.x of its own:
 *
 * <pre>{@code
 * @RegisterExtension static final DatabaseExtension DATABASE = new DatabaseExtension();
 * }</pre>
 */
public final class DatabaseExtension implements BeforeAllCallback, AfterAllCallback {
  private static final int POOL_SIZE = 8;

  private @Nullable TestDatabase database;
  private @Nullable Vertx vertx;
  private @Nullable Pool pool;
  private @Nullable Pool votePool;

  @Override
  public void beforeAll(ExtensionContext context) {
    TestDatabase fresh = TestDatabase.create();
    database = fresh;
    Vertx own = Vertx.vertx();
    vertx = own;
    pool = Pools.create(own, fresh.address(), POOL_SIZE);
    votePool = Pools.create(own, fresh.address(), POOL_SIZE, Pools.Planning.ONCE);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    vertx().close().await();
    Objects.requireNonNull(database).close();
  }

  public Vertx vertx() {
    return Objects.requireNonNull(vertx);
  }

  public Pool pool() {
    return Objects.requireNonNull(pool);
  }

  /** The pool of votes and draws, whose statements are planned once. */
  public Pool votePool() {
    return Objects.requireNonNull(votePool);
  }

  public DatabaseAddress address() {
    return Objects.requireNonNull(database).address();
  }

  /** A JDBC connection to look behind the code under test. */
  public Connection connect() throws SQLException {
    return Objects.requireNonNull(database).connect();
  }
}
