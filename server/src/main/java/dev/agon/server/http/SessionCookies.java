package dev.agon.server.http;

import dev.agon.server.config.ServerConfig;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The cookies that hold session secrets: one for admins, one a study for annotators. */
final class SessionCookies {
  static final String ADMIN = "agon_admin";
  private static final String ANNOTATOR = "agon_s_";

  private final Origins origins;
  private final String path;

  SessionCookies(ServerConfig config, Origins origins) {
    this.origins = origins;
    this.path = config.basePath() + "/";
  }

  static String annotator(String slug) {
    return ANNOTATOR + slug;
  }

  static boolean carriesAny(RoutingContext context) {
    return context.request().cookies().stream()
        .anyMatch(c -> c.getName().equals(ADMIN) || c.getName().startsWith(ANNOTATOR));
  }

  @Nullable String read(RoutingContext context, String name) {
    Cookie cookie = context.request().getCookie(name);
    return cookie == null || cookie.getValue().isEmpty() ? null : cookie.getValue();
  }

  void write(RoutingContext context, String name, String secret, Duration life) {
    context
        .response()
        .addCookie(
            Cookie.cookie(name, secret)
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.LAX)
                .setSecure(origins.isHttps(context))
                .setPath(path)
                .setMaxAge(life.toSeconds()));
  }

  void clear(RoutingContext context, String name) {
    write(context, name, "", Duration.ZERO);
  }
}
