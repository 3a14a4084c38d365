package dev.agon.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import org.junit.jupiter.api.Test;

class TestDatabaseTest {
  @Test
  void a_fresh_database_has_the_schema_and_the_pool_reads_it() {
    try (TestDatabase database = TestDatabase.create()) {
      Vertx vertx = Vertx.vertx();
      try {
        Pool pool = Pools.create(vertx, database.address(), 2);
        String name =
            pool.query("select name from draw_policy where id = 1")
                .execute()
                .map(rows -> rows.iterator().next().getString(0))
                .await();
        assertThat(name).isEqualTo("uniform-1");
      } finally {
        vertx.close().await();
      }
    }
  }
}
