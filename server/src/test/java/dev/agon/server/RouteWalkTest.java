package dev.agon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.config.OperationConfig;
import dev.agon.server.http.RouteWalk;
import dev.agon.server.http.SiteRouter;
import dev.agon.server.http.TestSite;
import dev.agon.server.sql.GroupCommit;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class RouteWalkTest {
  @Test
  void every_route_opens_to_its_own_role_and_to_no_other() {
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
      assertThat(routes).hasSizeGreaterThan(40);
      new RouteWalk(test).walk(routes);
    }
  }
}
