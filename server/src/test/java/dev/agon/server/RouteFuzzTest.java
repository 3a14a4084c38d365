package dev.agon.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.agon.server.config.OperationConfig;
import dev.agon.server.http.RouteFuzz;
import dev.agon.server.http.SiteRouter;
import dev.agon.server.http.TestSite;
import dev.agon.server.sql.GroupCommit;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Another seed: {@code -Dagon.fuzz.seed=N}, in surefire's argLine or an IDE. */
@Tag("slow")
class RouteFuzzTest {
  private static final long SEED = Long.getLong("agon.fuzz.seed", 20_261_130L);

  @Test
  void two_thousand_hostile_requests_find_no_route_that_breaks() {
    fuzz(2_000, SEED);
  }

  @Test
  @Tag("long")
  void ten_thousand_hostile_requests_find_no_route_that_breaks() {
    fuzz(10_000, SEED + 1);
  }

  private static void fuzz(int count, long seed) {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    log.start();
    root.addAppender(log);
    Set<SiteRouter.Declared> routes = ConcurrentHashMap.newKeySet();
    try (TestSite test =
        TestSite.serving(
            started -> {
              Operation operation =
                  new Operation(
                      started.vertx,
                      OperationConfig.NONE,
                      started.pool,
                      new CompositeMeterRegistry());
              operation.watch().readiness().serve();
              Site site =
                  new Site(
                      new StudyPages.Ground(
                          started.vertx,
                          started.config,
                          started.database.address(),
                          started.pool,
                          started.votePool),
                      GroupCommit.Limits.GROUPED,
                      operation.watch(),
                      committed -> {});
              return () -> {
                SiteRouter router = site.routes();
                routes.addAll(router.routes());
                return router;
              };
            })) {
      long started = System.nanoTime();
      RouteFuzz.Result result = new RouteFuzz(test, routes, seed).run(count);
      System.out.printf(
          "%,d hostile requests to %d routes in %d s, seed %d: %s%n",
          count,
          routes.size(),
          TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started),
          seed,
          result.byStatus());

      assertThat(result.broken()).as("seed %d", seed).isEmpty();
      assertThat(result.byStatus()).containsKeys("200", "400", "401", "403", "404", "405", "422");
      assertThat(log.list)
          .as("seed %d", seed)
          .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.ERROR))
          .isEmpty();
    } finally {
      root.detachAppender(log);
    }
  }
}
