package dev.agon.server.http.session;

import dev.agon.server.config.ServerConfig;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The cookies that hold secrets: one for admins, one a study for annotators, one of the device.
 * Over HTTPS their names begin with {@code __Host-}, so that no neighbouring domain and no plain
 * HTTP can set one; browsers allow that for the path "/" only, so that under a base path it is
 * {@code __Secure-}, and over plain HTTP the bare name.
 */
public final class SessionCookies {
  public static final String ADMIN = "agon_admin";
  static final String DEVICE = "agon_device";
  private static final String ANNOTATOR = "agon_s_";
  private static final String HOST = "__Host-";
  private static final String SECURE = "__Secure-";

  /**
   * A secret that a browser sent.
   *
   * @param plain whether under a bare name, where cookies are set under another
   */
  record Sent(String secret, boolean plain) {}

  private final Origins origins;
  private final String path;

  SessionCookies(ServerConfig config, Origins origins) {
    this.origins = origins;
    this.path = config.basePath() + "/";
  }

  public static String annotator(String slug) {
    return ANNOTATOR + slug;
  }

  static boolean carriesAny(RoutingContext context) {
    return context.request().cookies().stream()
        .map(cookie -> bare(cookie.getName()))
        .anyMatch(name -> name.equals(ADMIN) || name.startsWith(ANNOTATOR));
  }

  private static String bare(String name) {
    return name.startsWith(HOST)
        ? name.substring(HOST.length())
        : name.startsWith(SECURE) ? name.substring(SECURE.length()) : name;
  }

  /** Whether cookies are set under their bare names. */
  boolean arePlain(RoutingContext context) {
    return prefix(context).isEmpty();
  }

  private String prefix(RoutingContext context) {
    return !origins.isHttps(context) ? "" : path.equals("/") ? HOST : SECURE;
  }

  @Nullable Sent read(RoutingContext context, String name) {
    String prefix = prefix(context);
    String named = value(context, prefix + name);
    if (named != null || prefix.isEmpty()) {
      return named == null ? null : new Sent(named, false);
    }
    String plain = value(context, name);
    return plain == null ? null : new Sent(plain, true);
  }

  private static @Nullable String value(RoutingContext context, String name) {
    Cookie cookie = context.request().getCookie(name);
    return cookie == null || cookie.getValue().isEmpty() ? null : cookie.getValue();
  }

  void write(RoutingContext context, String name, String secret, Duration life) {
    set(context, prefix(context) + name, secret, life);
  }

  private void set(RoutingContext context, String name, String secret, Duration life) {
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

  /** Takes the cookie from the browser, under its bare name too if it sent that one. */
  void clear(RoutingContext context, String name) {
    write(context, name, "", Duration.ZERO);
    dropPlain(context, name);
  }

  /** Takes a cookie from before from the browser. */
  void dropPlain(RoutingContext context, String name) {
    if (!arePlain(context) && value(context, name) != null) {
      set(context, name, "", Duration.ZERO);
    }
  }
}
