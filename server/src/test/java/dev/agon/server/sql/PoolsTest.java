package dev.agon.server.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolsTest {
  @RegisterExtension static final DatabaseExtension DATABASE = new DatabaseExtension();

  @ParameterizedTest
  @CsvSource({
    "statement_timeout, 1min",
    "lock_timeout, 5s",
    "idle_in_transaction_session_timeout, 1min",
    "application_name, agon"
  })
  void every_connection_is_bounded_in_time(String setting, String value) {
    assertThat(first(DATABASE.pool().query("show " + setting).execute())).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({"AFRESH, 0, 7", "ONCE, 7, 0"})
  void a_statement_of_any_length_is_parsed_once_and_planned_as_its_pool_says(
      Pools.Planning planning, long once, long afresh) {
    String statement = "select $1::int /* " + "long ".repeat(1_000) + "*/";
    try (TestDatabase other = TestDatabase.create()) {
      Pool pool = Pools.create(DATABASE.vertx(), other.address(), 1, planning);
      for (int execution = 0; execution < 7; execution++) {
        pool.preparedQuery(statement).execute(Tuple.of(execution)).await();
      }
      Row prepared =
          pool.preparedQuery(
                  "select generic_plans, custom_plans from pg_prepared_statements"
                      + " where statement like 'select $1::int /* long%'")
              .execute()
              .await()
              .iterator()
              .next();
      pool.close().await();
      assertThat(prepared.getLong("generic_plans")).isEqualTo(once);
      assertThat(prepared.getLong("custom_plans")).isEqualTo(afresh);
    }
  }

  @Test
  void types_and_text_make_the_round_trip() {
    UUID token = UUID.randomUUID();
    String text = "naïve ☃ 𝄞 'quoted' \\ {{x}}";
    Row row =
        DATABASE
            .pool()
            .preparedQuery("select $1::uuid, $2::text, $3::smallint[], $4::jsonb")
            .execute(Tuple.of(token, text, new Short[] {2, 1}, new io.vertx.core.json.JsonObject()))
            .await()
            .iterator()
            .next();
    assertThat(row.getUUID(0)).isEqualTo(token);
    assertThat(row.getString(1)).isEqualTo(text);
    assertThat(row.getArrayOfShorts(2)).containsExactly((short) 2, (short) 1);
    assertThat(row.getJsonObject(3)).isEmpty();
  }

  @Test
  void one_vertx_has_one_pool_an_address() {
    Pool one = Pools.create(DATABASE.vertx(), DATABASE.address(), 2);
    Pool same = Pools.create(DATABASE.vertx(), DATABASE.address(), 2);
    one.query("select pg_sleep(0)").execute().await();
    one.close().await();
    assertThat(first(same.query("select '1'").execute())).isEqualTo("1");
    same.close().await();
    assertThat(first(DATABASE.pool().query("select '1'").execute())).isEqualTo("1");
  }

  @Test
  void two_databases_on_one_vertx_are_not_mixed_up() {
    try (TestDatabase other = TestDatabase.create()) {
      Pool pool = Pools.create(DATABASE.vertx(), other.address(), 1);
      assertThat(first(pool.query("select current_database()::text").execute()))
          .isEqualTo(other.address().database());
      pool.close().await();
    }
  }

  @Test
  void waiting_is_bounded_so_that_a_flood_fails_at_once() {
    try (TestDatabase other = TestDatabase.create()) {
      Pool pool = Pools.create(DATABASE.vertx(), other.address(), 1);
      List<Future<?>> flood = new ArrayList<>();
      flood.add(pool.query("select pg_sleep(0.5)").execute());
      for (int query = 0; query < 1_200; query++) {
        flood.add(pool.query("select 1").execute());
      }
      Future<?> all = Future.join(flood);
      assertThatThrownBy(all::await).hasMessageContaining("max wait queue size");
      assertThat(flood.stream().filter(Future::failed).count()).isBetween(150L, 180L);
      pool.close().await();
    }
  }

  private static String first(Future<RowSet<Row>> rows) {
    return rows.await().iterator().next().getString(0);
  }
}
