package dev.agon.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.file.FileSystemException;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.io.IOException;
import java.net.SocketException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

@Tag("slow")
class OutageTest {
  private final Vertx vertx = Vertx.vertx();
  private TestDatabase database = TestDatabase.create();
  private Pool pool = pool(30_000);

  @BeforeEach
  void connect() {
    pool.query("select 1").execute().await();
  }

  @AfterEach
  void close() {
    vertx.close().await();
    database.close();
  }

  @Test
  void passes_when_too_many_wait_or_one_waits_too_long() {
    List<Future<?>> all =
        IntStream.range(0, 5)
            .<Future<?>>mapToObj(i -> pool.query("select pg_sleep(1)").execute())
            .toList();
    Future.join(all).otherwiseEmpty().await();
    List<Throwable> failures = all.stream().filter(Future::failed).map(Future::cause).toList();
    assertThat(failures).isNotEmpty().allMatch(Outage::caused);

    Pool impatient = pool(300);
    impatient.query("select pg_sleep(3)").execute();
    assertThat(cause(impatient.query("select 1").execute())).matches(Outage::caused);
  }

  @Test
  void what_is_tried_again_and_again_is_told_once_a_minute() {
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    Logger log = (Logger) LoggerFactory.getLogger("outages");
    log.addAppender(lines);
    lines.start();

    for (int tries = 0; tries < 5; tries++) {
      Outage.warn(log, "rows could not be read", new SocketException("reset"));
      Outage.warn(log, "rows could not be written", new SocketException("reset"));
      Outage.warn(log, "a bug", new IllegalStateException());
    }

    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsOnlyOnce(
            "rows could not be read: java.net.SocketException: reset",
            "rows could not be written: java.net.SocketException: reset")
        .filteredOn("a bug"::equals)
        .hasSize(5);
  }

  @Test
  void passes_when_the_connection_or_the_server_is_lost() {
    Future<?> killed =
        pool.query("select pg_terminate_backend(pg_backend_pid()), pg_sleep(1)").execute();
    assertThat(cause(killed)).matches(Outage::caused);
    database.close();
    assertThat(cause(pool.query("select 1").execute())).matches(f -> !Outage.caused(f));
    Pool nowhere =
        PgBuilder.pool()
            .connectingTo(database.address().connectOptions().setPort(1))
            .using(vertx)
            .build();
    assertThat(cause(nowhere.query("select 1").execute())).matches(Outage::caused);
    database = TestDatabase.create();
  }

  @Test
  void passes_after_time_outs_and_deadlocks_but_not_after_mistakes() {
    assertThat(
            cause(
                pool.query("begin; set local statement_timeout = 10; select pg_sleep(5)")
                    .execute()))
        .matches(Outage::caused);
    assertThat(cause(pool.query("rollback; select 1 / 0").execute()))
        .matches(f -> !Outage.caused(f));
    assertThat(cause(pool.query("select nonsense").execute())).matches(f -> !Outage.caused(f));
    assertThat(Outage.caused(null)).isFalse();
    assertThat(Outage.caused(new IllegalStateException("wrapped", new java.net.ConnectException())))
        .isTrue();
    assertThat(Outage.caused(new IllegalStateException("Timeout of something else"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "53100, full",
    "53200, no memory",
    "53300, max_connections",
    "53400, ''",
    "25006, accepts no writes",
    "58030, cannot read or write"
  })
  void passes_when_the_server_lacks_something_and_says_what_helps(String state, String cure) {
    Throwable failure =
        cause(
            pool.query("do $$ begin raise exception using errcode = '%s'; end $$".formatted(state))
                .execute());

    assertThat(failure).matches(Outage::caused);
    assertThat(Outage.caused(new IllegalStateException("wrapped", failure))).isTrue();
    assertThat(Outage.caused(new SQLException("by JDBC", state))).isTrue();
    assertThat(Outage.cure(failure).orElse("")).contains(cure);
    assertThat(Outage.cure(new SQLException("by JDBC", state))).isEqualTo(Outage.cure(failure));
  }

  @Test
  void passes_when_this_machine_has_no_room_for_a_file() {
    IOException full = new IOException("/tmp/upload: No space left on device");

    assertThat(Outage.caused(new FileSystemException(full))).isTrue();
    assertThat(Outage.cure(new FileSystemException(full)).orElse("")).contains("temporary files");
    assertThat(Outage.caused(new IOException("Permission denied"))).isFalse();
    assertThat(Outage.cure(new IOException("Permission denied"))).isEmpty();
  }

  @Test
  void where_the_whole_server_refuses_a_group_is_not_tried_one_by_one() {
    AtomicInteger statements = new AtomicInteger();
    GroupCommit<Integer, Integer> commits =
        new GroupCommit<>(
            GroupCommit.Limits.GROUPED,
            item -> 1L,
            item -> item,
            (study, items) -> {
              statements.incrementAndGet();
              return pool.query(
                      "select pg_sleep(.3); do $$ begin raise exception using errcode = '53100'; end $$")
                  .execute()
                  .map(rows -> items);
            });

    List<Future<?>> all = IntStream.range(0, 20).<Future<?>>mapToObj(commits::submit).toList();
    Future.join(all).otherwiseEmpty().await();

    assertThat(all).allMatch(Future::failed);
    assertThat(statements.get()).isEqualTo(2);
  }

  private Pool pool(int timeoutMs) {
    return PgBuilder.pool()
        .with(
            new PoolOptions()
                .setMaxSize(1)
                .setMaxWaitQueueSize(2)
                .setConnectionTimeout(timeoutMs)
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS))
        .connectingTo(database.address().connectOptions())
        .using(vertx)
        .build();
  }

  private static Throwable cause(Future<?> future) {
    future.transform(done -> Future.succeededFuture()).await();
    return future.cause();
  }
}
