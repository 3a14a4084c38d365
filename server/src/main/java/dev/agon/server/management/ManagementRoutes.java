package dev.agon.server.management;

import dev.agon.server.http.input.Documents;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.healthchecks.CheckResult;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Health and metrics, for whoever reaches the management port. */
final class ManagementRoutes {
  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private record Live(String status) {}

  private final Readiness readiness;
  private final BoardLag lag;
  private final PrometheusMeterRegistry meters;

  ManagementRoutes(Readiness readiness, BoardLag lag, PrometheusMeterRegistry meters) {
    this.readiness = readiness;
    this.lag = lag;
    this.meters = meters;
  }

  Router router(Vertx vertx) {
    Router router = Router.router(vertx);
    router
        .get("/health/live")
        .handler(context -> json(context, 200, Documents.bytes(new Live("UP"))));
    router.get("/health/ready").handler(this::ready);
    router.get("/metrics").handler(this::metrics);
    return router;
  }

  private void ready(RoutingContext context) {
    readiness
        .check()
        .onSuccess(
            check -> json(context, CheckResult.isUp(check) ? 200 : 503, check.toJson().toBuffer()))
        .onFailure(context::fail);
  }

  private void metrics(RoutingContext context) {
    lag.refresh()
        .onComplete(
            done ->
                context.response().putHeader("Content-Type", PROMETHEUS_TEXT).end(meters.scrape()));
  }

  private static void json(RoutingContext context, int status, Buffer body) {
    context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .putHeader("Cache-Control", "no-store")
        .end(body);
  }
}
