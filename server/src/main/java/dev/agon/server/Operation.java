package dev.agon.server;

import dev.agon.server.bus.VertxFactory;
import dev.agon.server.config.OperationConfig;
import dev.agon.server.management.HealthStore;
import dev.agon.server.management.LoopDelayVerticle;
import dev.agon.server.management.ManagementVerticle;
import dev.agon.server.management.Meters;
import dev.agon.server.management.Readiness;
import dev.agon.server.management.Watch;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.sqlclient.Pool;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a process is watched: readiness always, the management port where there is one. */
final class Operation {
  private final Vertx vertx;
  private final OperationConfig config;
  private final Watch watch;
  private final @Nullable ManagementVerticle management;
  private volatile @Nullable String deployment;

  /** Reads the list of migrations: not for an event loop. */
  Operation(Vertx vertx, OperationConfig config, Pool pool, MeterRegistry meters) {
    this.vertx = vertx;
    this.config = config;
    HealthStore store = new HealthStore(pool);
    this.watch = new Watch(new Readiness(vertx, store), meters);
    this.management =
        meters instanceof PrometheusMeterRegistry prometheus
            ? new ManagementVerticle(config, watch.readiness(), store, prometheus)
            : null;
  }

  /** Vert.x, which measures itself where somebody reads it. */
  static Future<Vertx> vertx(
      MeterRegistry meters, VertxOptions options, @Nullable Path clusterFile) {
    VertxBuilder builder = Vertx.builder();
    if (meters instanceof PrometheusMeterRegistry) {
      options.setMetricsOptions(Meters.ofVertx());
      builder.withMetrics(new MicrometerMetricsFactory(meters));
    }
    return VertxFactory.create(builder, options, clusterFile);
  }

  Watch watch() {
    return watch;
  }

  Future<?> deploy() {
    if (management == null) {
      return Future.succeededFuture();
    }
    DeploymentOptions onEveryLoop =
        new DeploymentOptions().setInstances(VertxOptions.DEFAULT_EVENT_LOOP_POOL_SIZE);
    return vertx
        .deployVerticle(management)
        .onSuccess(id -> deployment = id)
        .compose(
            id -> vertx.deployVerticle(() -> new LoopDelayVerticle(watch.meters()), onEveryLoop));
  }

  boolean isDeployedAs(String id) {
    return id.equals(deployment);
  }

  Optional<String> url() {
    String host = config.host().contains(":") ? "[" + config.host() + "]" : config.host();
    return Optional.ofNullable(management).map(it -> "http://" + host + ":" + it.port());
  }
}
