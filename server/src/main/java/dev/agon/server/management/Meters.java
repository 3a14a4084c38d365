package dev.agon.server.management;

import dev.agon.server.config.OperationConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.util.EnumSet;

/** Where a process counts. */
public final class Meters {
  private Meters() {}

  /** One for Prometheus where there is a management port to read it by; else one that forgets. */
  public static MeterRegistry of(OperationConfig config) {
    return config.port() == null
        ? new CompositeMeterRegistry()
        : new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  }

  /**
   * What Vert.x measures: requests by route and status, pools and the JVM. No label has a value
   * that a caller chooses: no path, no address, not even the method.
   */
  public static MicrometerMetricsOptions ofVertx() {
    MicrometerMetricsOptions options =
        new MicrometerMetricsOptions()
            .setEnabled(true)
            .setJvmMetricsEnabled(true)
            .setLabels(EnumSet.of(Label.HTTP_ROUTE, Label.HTTP_CODE, Label.POOL_TYPE));
    EnumSet.complementOf(EnumSet.of(MetricsDomain.HTTP_SERVER, MetricsDomain.NAMED_POOLS))
        .forEach(options::addDisabledMetricsCategory);
    return options;
  }
}
