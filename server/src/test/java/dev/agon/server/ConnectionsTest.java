package dev.agon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.config.Role;
import dev.agon.server.config.ServerConfig;
import dev.agon.server.sql.DatabaseExtension;
import dev.agon.server.sql.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionsTest {
  @RegisterExtension static final DatabaseExtension DATABASE = new DatabaseExtension();

  @ParameterizedTest
  @CsvSource({"1, WEB", "2, WEB", "5, WEB", "5, RANKER"})
  void a_process_uses_all_connections_that_it_may_have_and_no_more(int most, Role role) {
    try (TestDatabase database = TestDatabase.create()) {
      Vertx vertx = Vertx.vertx();
      ServerConfig config =
          new ServerConfig("127.0.0.1", 0, null, "", false, Set.of(role), null, most, 1);
      Connections connections = Connections.create(vertx, database.address(), config);
      List<Future<?>> flood = new ArrayList<>();
      for (Pool pool : List.of(connections.pool(), connections.votePool())) {
        for (int k = 0; k < 3 * most; k++) {
          flood.add(pool.query("select pg_sleep(0.1)").execute());
        }
      }
      Future.all(flood).await();

      long open =
          DATABASE
              .pool()
              .query(
                  "select count(*) from pg_stat_activity where datname = '%s'"
                      .formatted(database.address().database()))
              .execute()
              .await()
              .iterator()
              .next()
              .getLong(0);
      vertx.close().await();
      assertThat(open).isEqualTo(most);
    }
  }
}
