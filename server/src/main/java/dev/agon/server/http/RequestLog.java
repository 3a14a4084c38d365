package dev.agon.server.http;

import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One line a request: id, method, route, status, milliseconds. The route is the declared pattern,
 * so that no secret of a path is ever written. Failures of ours are warnings, all else is
 * information.
 */
final class RequestLog implements PlatformHandler {
  static final String ROUTE = "agon.route";
  private static final String ID = "agon.request-id";

  /** Anything else in its place could forge lines. */
  private static final Pattern SLUG = Pattern.compile("[a-z0-9-]{1,63}");

  private static final Logger LOG = LoggerFactory.getLogger("agon.requests");

  @Override
  public void handle(RoutingContext context) {
    long started = System.nanoTime();
    context.addEndHandler(ended -> write(context, started));
    context.next();
  }

  /** An id of this request for people who ask about a failure. */
  static String id(RoutingContext context) {
    String known = context.get(ID);
    if (known != null) {
      return known;
    }
    String fresh = Long.toString(ThreadLocalRandom.current().nextLong(1L << 50), 36);
    context.put(ID, fresh);
    return fresh;
  }

  private static void write(RoutingContext context, long started) {
    int status = context.response().getStatusCode();
    Level level = status >= 500 ? Level.WARN : Level.INFO;
    if (!LOG.isEnabledForLevel(level)) {
      return;
    }
    String study = context.pathParam("study");
    LOG.atLevel(level)
        .log(
            "{} {} {}{} {} {} ms",
            id(context),
            context.request().method(),
            context.get(ROUTE, "(no route)"),
            study == null || !SLUG.matcher(study).matches() ? "" : " study=" + study,
            status,
            TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started));
  }
}
