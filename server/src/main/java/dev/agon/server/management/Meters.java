package dev.agon.server.management;

import dev.agon.server.config.OperationConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
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
    if (config.port() == null) {
      return new CompositeMeterRegistry();
    }
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    meters
        .config()
        .meterFilter(MeterFilter.replaceTagValues("pool_name", Meters::withoutAddress))
        // Pools are told apart by none of their labels, and vertx.pool tells the same of each.
        .meterFilter(MeterFilter.denyNameStartsWith("vertx.sql"));
    return meters;
  }

  /** A pool of connections is named by its database and by when its statements are planned. */
  private static String withoutAddress(String pool) {
    return pool.replaceFirst("^.* (planned \\w+)$", "$1");
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
            .setLabels(
                EnumSet.of(Label.HTTP_ROUTE, Label.HTTP_CODE, Label.POOL_TYPE, Label.POOL_NAME));
    EnumSet.complementOf(EnumSet.of(MetricsDomain.HTTP_SERVER, MetricsDomain.NAMED_POOLS))
        .forEach(options::addDisabledMetricsCategory);
    return options;
  }
}
