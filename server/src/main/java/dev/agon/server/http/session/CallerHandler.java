package dev.agon.server.http.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.agon.server.http.input.Answers;
import dev.agon.server.http.input.HttpProblem;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Finds out who calls, from a bearer token or from session cookies, and whether they may. */
public final class CallerHandler {
  static final String CALLER = "agon.caller";

  /** Finds out anew who sent the request. */
  static final String AGAIN = "agon.caller-again";

  private static final String BEARER = "Bearer ";

  /** The pseudonym of the annotator that a page was made for, percent-encoded. */
  private static final String OWNER = "Agon-Annotator";

  private final SessionStore store;
  private final Sessions sessions;
  private final String basePath;

  public CallerHandler(SessionStore store, Sessions sessions, String basePath) {
    this.store = store;
    this.sessions = sessions;
    this.basePath = basePath;
  }

  static @Nullable String bearer(RoutingContext context) {
    String header = context.request().getHeader("Authorization");
    return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? header.substring(BEARER.length()).strip()
        : null;
  }

  /** Lets the request on when its caller has the access. */
  public void check(RoutingContext context, Access access) {
    boolean paused = !context.request().isEnded();
    if (paused) {
      context.request().pause();
    }
    find(context, access, false)
        .onComplete(
            done -> {
              if (paused) {
                context.request().resume();
              }
              if (done.succeeded()) {
                decide(context, access, done.result());
              } else {
                context.fail(done.cause());
              }
            });
  }

  private void decide(RoutingContext context, Access access, Caller caller) {
    context.put(CALLER, caller);
    Supplier<Future<Caller>> again =
        () -> find(context, access, true).onSuccess(found -> context.put(CALLER, found));
    context.put(AGAIN, again);
    boolean allowed =
        switch (access) {
          case PUBLIC -> true;
          case ANNOTATOR -> isAnnotatorOf(caller, context.pathParam("study"));
          case ADMIN -> caller instanceof Caller.Admin;
        };
    if (allowed && isFromAnothersPage(context, caller)) {
      context.fail(
          HttpProblem.conflict(
              "other-annotator", "Somebody else has signed in to this study in this browser."));
    } else if (allowed) {
      context.next();
    } else if (caller != Caller.ANONYMOUS) {
      context.fail(
          HttpProblem.forbidden("Your account has no access to this page.")
              .as("problem.other-account"));
    } else if (access == Access.ADMIN && isPageView(context)) {
      Answers.seeOther(context, basePath + "/admin/login?next=" + pathWithin(context));
    } else if (access == Access.ANNOTATOR && isPageView(context)) {
      Answers.seeOther(context, basePath + "/return");
    } else {
      context.fail(HttpProblem.unauthorised());
    }
  }

  /** Path and query without the base path, as they stand in a query. */
  private String pathWithin(RoutingContext context) {
    String path = context.request().path().substring(basePath.length()).replace("&", "%26");
    String query = context.request().query();
    return query == null ? path : path + URLEncoder.encode("?" + query, UTF_8);
  }

  private static boolean isPageView(RoutingContext context) {
    return context.request().method().equals(HttpMethod.GET) && Answers.wantsHtml(context);
  }

  private static boolean isAnnotatorOf(Caller caller, @Nullable String slug) {
    return caller instanceof Caller.Annotator annotator && annotator.slug().equals(slug);
  }

  /** A page names its annotator: another one may have signed in in the browser since it came. */
  private static boolean isFromAnothersPage(RoutingContext context, Caller caller) {
    String owner = context.request().getHeader(OWNER);
    if (owner == null || !(caller instanceof Caller.Annotator annotator)) {
      return false;
    }
    try {
      return !annotator.pseudonym().equals(URLDecoder.decode(owner, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return true;
    }
  }

  private Future<Caller> find(RoutingContext context, Access access, boolean fresh) {
    String token = bearer(context);
    if (token != null) {
      return store.token(token, fresh).map(holder -> known(holder.caller()));
    }
    String slug = context.pathParam("study");
    Future<Caller> admin =
        access == Access.ANNOTATOR
            ? Future.succeededFuture(Caller.ANONYMOUS)
            : sessions.caller(context, SessionCookies.ADMIN, fresh);
    return admin.compose(
        caller ->
            caller != Caller.ANONYMOUS || slug == null || access == Access.ADMIN
                ? Future.succeededFuture(caller)
                : sessions.caller(context, SessionCookies.annotator(slug), fresh));
  }

  private static Caller known(Caller caller) {
    if (caller == Caller.ANONYMOUS) {
      throw HttpProblem.of(401, "unknown-token", "The bearer token is unknown or revoked.");
    }
    return caller;
  }
}
