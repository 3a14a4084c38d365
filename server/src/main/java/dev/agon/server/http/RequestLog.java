package dev.agon.server.http;

import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One line a request: id, method, route, status, milliseconds. The route is the declared pattern,
 * so that no secret of a path is ever written. Failures of ours are warnings, all else is
 * information: also a 503 that a route gives as its answer, such as "not ready". Where only
 * warnings are written, failures and refusals for asking too often are summed up, so that callers
 * cannot fill the log.
 */
final class RequestLog implements PlatformHandler {
  static final String ROUTE = "agon.route";
  private static final String ID = "agon.request-id";

  /** Anything else in its place could forge lines. */
  private static final Pattern SLUG = Pattern.compile("[a-z0-9-]{1,63}");

  private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "DELETE", "PUT");
  private static final int TOO_MANY = 429;
  private static final int WHOLE_LINES = 1;
  private static final Logger LOG = LoggerFactory.getLogger("agon.requests");
  private static final LogDigest DIGEST = new LogDigest(LOG, WHOLE_LINES);

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
    boolean refused = (status >= 500 && context.failed()) || status == TOO_MANY;
    if (LOG.isInfoEnabled()) {
      line(context, status, refused ? Level.WARN : Level.INFO, started);
    } else if (refused) {
      DIGEST.write(
          "%s %s answered %d".formatted(method(context), route(context), status),
          () -> line(context, status, Level.WARN, started));
    }
  }

  private static String method(RoutingContext context) {
    String method = context.request().method().name();
    return METHODS.contains(method) ? method : "(other method)";
  }

  private static String route(RoutingContext context) {
    return context.get(ROUTE, "(no route)");
  }

  private static void line(RoutingContext context, int status, Level level, long started) {
    String study = context.pathParam("study");
    LOG.atLevel(level)
        .log(
            "{} {} {}{} {} {} ms",
            id(context),
            context.request().method(),
            route(context),
            study == null || !SLUG.matcher(study).matches() ? "" : " study=" + study,
            status,
            TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started));
  }
}
