package dev.agon.server.http.session;

import dev.agon.server.config.ServerConfig;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The origin that this installation is reached under. */
public final class Origins {
  private final ServerConfig config;
  private final @Nullable String configured;

  /** The public URL's origin, or else whatever callers use. */
  public Origins(ServerConfig config) {
    this.config = config;
    this.configured = config.publicOrigin();
  }

  /** The address of a page for people, as the caller reached us. */
  public String url(RoutingContext context, String path) {
    String own = own(context);
    return own == null ? config.url(path) : own + config.basePath() + path;
  }

  public boolean isHttps(RoutingContext context) {
    return configured == null
        ? "https".equals(context.request().scheme())
        : configured.startsWith("https:");
  }

  /** Our own origin as a browser writes it in the Origin header; null without a Host. */
  @Nullable String own(RoutingContext context) {
    if (configured != null) {
      return configured;
    }
    HostAndPort authority = context.request().authority();
    String scheme = context.request().scheme();
    if (authority == null || scheme == null) {
      return null;
    }
    int usual = scheme.equals("https") ? 443 : 80;
    int port = authority.port();
    String suffix = port <= 0 || port == usual ? "" : ":" + port;
    return scheme + "://" + authority.host().toLowerCase(Locale.ROOT) + suffix;
  }
}
