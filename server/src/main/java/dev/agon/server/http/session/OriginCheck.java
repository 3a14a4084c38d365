package dev.agon.server.http.session;

import dev.agon.server.http.input.HttpProblem;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses unsafe requests that another site made a browser send. Callers with a bearer token are
 * let through: no browser adds one by itself. Without both headers only a request that carries no
 * session cookie passes.
 */
public final class OriginCheck implements Handler<RoutingContext> {
  private static final Set<HttpMethod> SAFE =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private final Origins origins;

  public OriginCheck(Origins origins) {
    this.origins = origins;
  }

  @Override
  public void handle(RoutingContext context) {
    if (isAllowed(context)) {
      context.next();
    } else {
      context.fail(HttpProblem.of(403, "cross-site", "This request came from another site."));
    }
  }

  private boolean isAllowed(RoutingContext context) {
    if (SAFE.contains(context.request().method()) || CallerHandler.bearer(context) != null) {
      return true;
    }
    String origin = context.request().getHeader("Origin");
    String site = context.request().getHeader("Sec-Fetch-Site");
    if (origin == null && site == null) {
      return !SessionCookies.carriesAny(context);
    }
    boolean sameOrigin = origin != null && isOwn(context, origin);
    return switch (site) {
      case null -> sameOrigin;
      case "same-origin" -> origin == null || sameOrigin;
      case "none" -> sameOrigin;
      default -> false;
    };
  }

  private boolean isOwn(RoutingContext context, String origin) {
    @Nullable String own = origins.own(context);
    return own != null && own.equals(origin.toLowerCase(Locale.ROOT));
  }
}
