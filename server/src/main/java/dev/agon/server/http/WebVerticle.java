package dev.agon.server.http;

import dev.agon.server.config.ServerConfig;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One of the event loops that answer HTTP on the shared port. */
public final class WebVerticle extends VerticleBase {
  private static final int FORM_BYTES = 64 * 1024;
  private static final int CLOSING_SECONDS = 15;

  private final HttpServerOptions options;
  private final Supplier<Router> site;
  private final AtomicInteger port;
  private @Nullable HttpServer server;

  private WebVerticle(HttpServerOptions options, Supplier<Router> site, AtomicInteger port) {
    this.options = options;
    this.site = site;
    this.port = port;
  }

  /**
   * Deploys the configured number of instances and answers the port they listen on.
   *
   * @param site makes the router of one instance
   */
  public static Future<Integer> deploy(Vertx vertx, ServerConfig config, Supplier<Router> site) {
    AtomicInteger port = new AtomicInteger();
    HttpServerOptions options = options(config);
    return vertx
        .deployVerticle(
            () -> new WebVerticle(options, site, port),
            new DeploymentOptions().setInstances(config.instances()))
        .map(deployed -> port.get());
  }

  @Override
  public Future<?> start() {
    HttpServer listening =
        vertx
            .createHttpServer(options)
            .connectionHandler(BrokenBody::watch)
            .requestHandler(site.get());
    server = listening;
    return listening.listen().onSuccess(s -> port.set(s.actualPort()));
  }

  @Override
  public Future<?> stop() {
    return server == null
        ? Future.succeededFuture()
        : server.shutdown(CLOSING_SECONDS, TimeUnit.SECONDS);
  }

  private static HttpServerOptions options(ServerConfig config) {
    // Instances share a negative port: the same free one for all.
    int port = config.port() == 0 ? -1 : config.port();
    return new HttpServerOptions()
        .setHost(config.host())
        .setPort(port)
        .setCompressionSupported(true)
        // HTTP/2 without encryption has a door of its own, past that of HTTP/1.1.
        .setHttp2ClearTextEnabled(false)
        .setIdleTimeout(75)
        .setIdleTimeoutUnit(TimeUnit.SECONDS)
        .setMaxInitialLineLength(8 * 1024)
        .setMaxHeaderSize(16 * 1024)
        .setMaxFormAttributeSize(FORM_BYTES)
        .setMaxFormFields(512)
        .setMaxFormBufferedBytes(8 * 1024);
  }
}
