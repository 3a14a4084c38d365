package dev.agon.server.management;

import dev.agon.server.config.OperationConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServerOptions;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/** Listens on the management port. */
public final class ManagementVerticle extends VerticleBase {
  private static final int IDLE_SECONDS = 30;

  private final OperationConfig config;
  private final ManagementRoutes routes;
  private final AtomicInteger port = new AtomicInteger();

  /** For a configuration with a management port. */
  public ManagementVerticle(
      OperationConfig config,
      Readiness readiness,
      HealthStore store,
      PrometheusMeterRegistry meters) {
    this.config = config;
    this.routes = new ManagementRoutes(readiness, new BoardLag(store, meters), meters);
  }

  @Override
  public Future<?> start() {
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost(config.host())
            .setPort(Objects.requireNonNull(config.port(), "no management port"))
            .setHttp2ClearTextEnabled(false)
            .setIdleTimeout(IDLE_SECONDS);
    return vertx
        .createHttpServer(options)
        .requestHandler(routes.router(vertx))
        .listen()
        .onSuccess(server -> port.set(server.actualPort()));
  }

  /** What is listened on, once it is deployed. */
  public int port() {
    return port.get();
  }
}
