package dev.agon.server.management;

import dev.agon.server.http.SiteRouter;
import io.vertx.ext.healthchecks.CheckResult;
import io.vertx.ext.web.RoutingContext;

/** Tells balancers on the public port whether to send work, and nobody why not. */
public final class ReadyRoutes {
  private final Readiness readiness;

  public ReadyRoutes(Readiness readiness) {
    this.readiness = readiness;
  }

  public void mount(SiteRouter site) {
    site.open("/health/ready", this::ready);
  }

  private void ready(RoutingContext context) {
    readiness
        .check()
        .onComplete(
            check -> {
              boolean ready = check.succeeded() && CheckResult.isUp(check.result());
              context
                  .response()
                  .setStatusCode(ready ? 200 : 503)
                  .putHeader("Content-Type", "text/plain")
                  .putHeader("Cache-Control", "no-store")
                  .end(ready ? "ready" : "not ready");
            });
  }
}
