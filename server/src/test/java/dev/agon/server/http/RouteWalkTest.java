package dev.agon.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.admin.AdminAccountStore;
import dev.agon.server.admin.AdminAccounts;
import dev.agon.server.admin.AuditStore;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class RouteWalkTest {
  @Test
  void opens_every_route_to_its_own_role_and_to_no_other() {
    Set<SiteRouter.Declared> routes = ConcurrentHashMap.newKeySet();
    try (TestSite site =
        TestSite.start(
            (test, router) -> {
              features(test, router);
              routes.addAll(router.routes());
            })) {
      assertThat(routes).hasSizeGreaterThan(10);
      new RouteWalk(site).walk(routes);
    }
  }

  private static void features(TestSite test, SiteRouter router) {
    new HomeRoutes(test.pages, () -> Future.succeededFuture(List.of())).mount(router);
    new AdminAccounts(
            test.vertx,
            test.pages,
            new AdminAccountStore(test.pool),
            new AuditStore(test.pool),
            test.store,
            test.sessions)
        .mount(router);
    router.get("/studies/:study/own", Access.ANNOTATOR, Answers::nothing);
    router.post("/studies/:study/own", Access.ANNOTATOR, Answers::nothing);
  }
}
