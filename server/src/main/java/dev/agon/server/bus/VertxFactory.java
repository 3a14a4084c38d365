package dev.agon.server.bus;

import com.hazelcast.config.Config;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Builds the process's Vert.x instance: alone, or as a member of a Hazelcast cluster. */
public final class VertxFactory {
  /** Members ask each other every 20 seconds whether they are there; whoever is silent is none. */
  private static final int IDLE_SECONDS = 90;

  private VertxFactory() {}

  /**
   * Builds Vert.x with {@code options}.
   *
   * @param clusterFile a Hazelcast XML file as in {@code cluster-config/}, or null to run alone.
   *     The event bus listens on the address that Hazelcast takes by that file, on a free port.
   * @return fails with {@link IllegalArgumentException} when the file cannot be used
   */
  public static Future<Vertx> create(VertxOptions options, @Nullable Path clusterFile) {
    return create(Vertx.builder(), options, clusterFile);
  }

  /** As {@link #create(VertxOptions, Path)}, with a builder that has metrics, for example. */
  public static Future<Vertx> create(
      VertxBuilder builder, VertxOptions options, @Nullable Path clusterFile) {
    if (clusterFile == null) {
      return Future.succeededFuture(builder.with(options).build());
    }
    Config config;
    try {
      config = ClusterFile.read(clusterFile);
    } catch (IllegalArgumentException e) {
      return Future.failedFuture(e);
    }
    options.getEventBusOptions().setIdleTimeout(IDLE_SECONDS);
    return builder
        .with(options)
        .withClusterManager(new HazelcastClusterManager(config))
        .buildClustered();
  }
}
