package dev.agon.server.sql;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A database, a Vert.x and a pool of a test class's own. */
public final class DatabaseExtension implements BeforeAllCallback, AfterAllCallback {
  private @Nullable TestDatabase database;
  private @Nullable Vertx vertx;
  private @Nullable Pool pool;

  @Override
  public void beforeAll(ExtensionContext context) {
    database = TestDatabase.create();
    vertx = Vertx.vertx();
    pool = Pools.create(vertx, database.address(), 8);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    vertx().close().await();
    database().close();
  }

  public TestDatabase database() {
    return present(database);
  }

  public DatabaseAddress address() {
    return database().address();
  }

  public Vertx vertx() {
    return present(vertx);
  }

  public Pool pool() {
    return present(pool);
  }

  private static <T> T present(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("only inside a test");
    }
    return value;
  }
}
