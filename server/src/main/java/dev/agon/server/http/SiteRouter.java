package dev.agon.server.http;

import dev.agon.server.config.ServerConfig;
import dev.agon.server.http.input.Hosts;
import dev.agon.server.http.input.HttpProblem;
import dev.agon.server.http.input.Network;
import dev.agon.server.http.input.RequestCheck;
import dev.agon.server.http.session.Access;
import dev.agon.server.http.session.Asker;
import dev.agon.server.http.session.CallerHandler;
import dev.agon.server.http.session.OriginCheck;
import dev.agon.server.http.session.Origins;
import dev.agon.server.http.session.SessionStore;
import dev.agon.server.http.session.Sessions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.AllowForwardHeaders;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.PlatformHandler;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The router of the site. Every route is declared with its access and kept in a list; every request
 * passes log, network, security headers, body limit, origin check and caller in this order; every
 * failure ends in one place.
 */
public final class SiteRouter {
  /** The most bytes of a body, save on upload routes. */
  public static final long BODY_LIMIT = 64 * 1024;

  /** Requests that are being answered, on all event loops: fewer than wait for a connection. */
  private static final int MOST_AT_ONCE = 768;

  private static final int MOST_WAITING = 1024;
  private static final int BUSY_SECONDS = 1;

  /** As long as a statement waits for a connection to the database. */
  private static final long LEFT_MS = 5_000;

  private static final int[] FAILURES = {400, 404, 406, 413, 414, 415, 431, 500};

  /**
   * A route as it was declared.
   *
   * @param method what it answers; GET routes answer HEAD too
   * @param path the pattern without the base path
   * @param access who may call it
   */
  public record Declared(HttpMethod method, String path, Access access) {
    /** Whether a path without the base path is one of this route's. */
    boolean matches(String actual) {
      String[] pattern = path.split("/", -1);
      String[] parts = actual.split("/", -1);
      for (int i = 0; i < pattern.length; i++) {
        if (pattern[i].equals("*")) {
          return true;
        }
        boolean fits =
            i < parts.length
                && (pattern[i].startsWith(":") ? !parts[i].isEmpty() : pattern[i].equals(parts[i]));
        if (!fits) {
          return false;
        }
      }
      return pattern.length == parts.length;
    }
  }

  private final Router router;
  private final String basePath;
  private final CallerHandler callers;
  private final OriginCheck originCheck;
  private final Failures failures;
  private final FairTurns turns;
  private final List<Declared> declared = new ArrayList<>();

  /** An empty site; features mount their routes on it. */
  public SiteRouter(Vertx vertx, ServerConfig config, SessionStore sessions, Pages pages) {
    Origins origins = new Origins(config);
    SecurityHeaders headers = new SecurityHeaders(origins);
    this.basePath = config.basePath();
    this.callers = new CallerHandler(sessions, new Sessions(sessions, config), config.basePath());
    this.turns =
        new FairTurns(
            Math.ceilDiv(MOST_AT_ONCE, config.instances()),
            MOST_WAITING,
            () -> HttpProblem.unavailable(BUSY_SECONDS));
    this.originCheck = new OriginCheck(origins);
    this.failures = new Failures(headers, pages);
    this.router = Router.router(vertx);
    router.allowForward(
        config.behindProxy() ? AllowForwardHeaders.X_FORWARD : AllowForwardHeaders.NONE);
    router
        .route()
        .handler(new RequestLog())
        .handler(Network.handler(config.behindProxy()))
        .handler(headers)
        .handler(new RequestCheck(new Hosts(config)))
        .failureHandler(failures);
    if (!basePath.isEmpty()) {
      router.route(basePath).handler(this::addSlash);
    }
    for (int status : FAILURES) {
      router.errorHandler(status, failures.ofStatus(status));
    }
    router.errorHandler(405, this::refuseMethod);
  }

  /** Declares a page or a read. */
  public SiteRouter get(
      String path, Access access, Function<RoutingContext, ? extends Future<?>> handler) {
    return declare(HttpMethod.GET, path, access, RoutingContext::next, handler);
  }

  /**
   * Declares a form or a write; the body is read, at most {@link #BODY_LIMIT} bytes, and refused
   * when it is no form and no JSON object.
   */
  public SiteRouter post(
      String path, Access access, Function<RoutingContext, ? extends Future<?>> handler) {
    return declare(HttpMethod.POST, path, access, RequestCheck::checkBody, handler);
  }

  /** As {@link #post}, of a write that takes no fields: a body that has some is refused. */
  public SiteRouter postNothing(
      String path, Access access, Function<RoutingContext, ? extends Future<?>> handler) {
    return declare(HttpMethod.POST, path, access, RequestCheck::checkNoFields, handler);
  }

  /**
   * Declares a write with a large body, which is read after the caller has passed.
   *
   * @param limit the most bytes of the body
   */
  public SiteRouter post(
      String path,
      Access access,
      long limit,
      Function<RoutingContext, ? extends Future<?>> handler) {
    Route gate = route(HttpMethod.POST, path, access);
    gate.handler(originCheck);
    gate.handler(context -> callers.check(context, access));
    Route read = pattern(HttpMethod.POST, path);
    withBody(read, BodyHandler.create(false).setBodyLimit(limit))
        .handler(inTurn(handler))
        .failureHandler(failures);
    return this;
  }

  /** Declares a removal. */
  public SiteRouter delete(
      String path, Access access, Function<RoutingContext, ? extends Future<?>> handler) {
    return declare(HttpMethod.DELETE, path, access, RequestCheck::checkNoFields, handler);
  }

  /**
   * Declares a multipart form with files: they are streamed into {@code folder} after the caller
   * has passed, and deleted when the answer has been sent.
   *
   * @param limit the most bytes of the whole body
   */
  public SiteRouter upload(
      String path,
      Access access,
      Path folder,
      long limit,
      Function<RoutingContext, ? extends Future<?>> handler) {
    Route gate = route(HttpMethod.POST, path, access);
    gate.handler(originCheck);
    gate.handler(context -> callers.check(context, access));
    gate.handler(SiteRouter::requireMultipart);
    BodyHandler body =
        BodyHandler.create(folder.toString()).setBodyLimit(limit).setDeleteUploadedFilesOnEnd(true);
    withBody(pattern(HttpMethod.POST, path), body)
        .handler(inTurn(handler))
        .failureHandler(failures);
    return this;
  }

  /** What was declared so far. */
  public List<Declared> routes() {
    return List.copyOf(declared);
  }

  /** The router to serve. */
  public Router router() {
    return router;
  }

  /** What anybody may read at once: static files, and whether the process is ready. */
  public SiteRouter open(String path, Handler<RoutingContext> handler) {
    route(HttpMethod.GET, path, Access.PUBLIC).handler(handler);
    return this;
  }

  private SiteRouter declare(
      HttpMethod method,
      String path,
      Access access,
      Handler<RoutingContext> bodyCheck,
      Function<RoutingContext, ? extends Future<?>> handler) {
    Route route = route(method, path, access);
    if (!method.equals(HttpMethod.GET)) {
      withBody(route, BodyHandler.create(false).setBodyLimit(BODY_LIMIT));
    }
    route
        .handler(originCheck)
        .handler(context -> callers.check(context, access))
        .handler(bodyCheck)
        .handler(inTurn(handler));
    return this;
  }

  private static Route withBody(Route route, BodyHandler body) {
    PlatformHandler boundary = RequestCheck::checkBoundary;
    return route.handler(boundary).handler(body).handler(RequestCheck::checkForm);
  }

  private Route route(HttpMethod method, String path, Access access) {
    declared.add(new Declared(method, path, access));
    PlatformHandler name =
        context -> {
          context.put(RequestLog.ROUTE, path);
          context.next();
        };
    return pattern(method, path).handler(name).failureHandler(failures);
  }

  private Route pattern(HttpMethod method, String path) {
    Route route = router.route(basePath + path).method(method);
    return method.equals(HttpMethod.GET) ? route.method(HttpMethod.HEAD) : route;
  }

  /** The base path without its slash, as people write it. */
  private void addSlash(RoutingContext context) {
    if (!context.request().path().equals(basePath)) {
      context.next();
      return;
    }
    String query = context.request().query();
    context
        .response()
        .setStatusCode(308)
        .putHeader("Location", basePath + "/" + (query == null ? "" : "?" + query))
        .end();
  }

  private void refuseMethod(RoutingContext context) {
    String path = context.normalizedPath().substring(basePath.length());
    String allowed =
        declared.stream()
            .filter(route -> route.matches(path))
            .map(route -> route.method.equals(HttpMethod.GET) ? "GET, HEAD" : route.method.name())
            .distinct()
            .collect(Collectors.joining(", "));
    context.response().putHeader("Allow", allowed);
    failures.ofStatus(405).handle(context);
  }

  private static void requireMultipart(RoutingContext context) {
    @Nullable String type = context.request().getHeader("Content-Type");
    if (type != null && type.startsWith("multipart/form-data")) {
      context.next();
    } else {
      context.fail(HttpProblem.of(415, "wrong-type", "Please send multipart/form-data."));
    }
  }

  /**
   * Calls a handler when there is room: requests wait for the database in turn by who sends them,
   * not all in one line, so that nobody's flood stands before everybody's votes.
   */
  private Handler<RoutingContext> inTurn(Function<RoutingContext, ? extends Future<?>> handler) {
    return context ->
        turns
            .run(Asker.of(context).within(), () -> answered(context, handler))
            .onFailure(context::fail);
  }

  /**
   * Ends with the handler, or a while after the connection: no request that hangs keeps others out,
   * and whoever closes connections at once has no more statements waiting than those who stay.
   */
  private static Future<Void> answered(
      RoutingContext context, Function<RoutingContext, ? extends Future<?>> handler) {
    if (context.response().closed()) {
      return Future.succeededFuture();
    }
    Promise<Void> over = Promise.promise();
    context.addEndHandler(
        ended -> {
          if (ended.succeeded()) {
            over.tryComplete();
          } else if (!over.future().isComplete()) {
            context.vertx().setTimer(LEFT_MS, timer -> over.tryComplete());
          }
        });
    handler
        .apply(context)
        .onComplete(
            done -> {
              if (done.succeeded()) {
                over.tryComplete();
              } else {
                over.tryFail(done.cause());
              }
            });
    return over.future();
  }
}
