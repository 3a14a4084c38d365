package dev.agon.server.http.session;

import dev.agon.server.http.input.HttpProblem;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;

/** Who sent a request. */
public sealed interface Caller {
  /** Nobody known. */
  public record Anonymous() implements Caller {}

  /**
   * An annotator of one study.
   *
   * @param id the annotator's row
   * @param study the study's row
   * @param slug the study's name in paths
   * @param kind person, machine or simulated
   * @param excluded whether the study's admin has excluded them
   * @param pseudonym what they are called in the study
   */
  public record Annotator(
      long id, long study, String slug, String kind, boolean excluded, String pseudonym)
      implements Caller {}

  /**
   * An admin of the installation.
   *
   * @param id the admin's row
   * @param name the name they sign in with
   */
  public record Admin(long id, String name) implements Caller {}

  /** Nobody known. */
  public Anonymous ANONYMOUS = new Anonymous();

  /** The caller of a request: on a public route an admin before an annotator. */
  public static Caller of(RoutingContext context) {
    return context.get(CallerHandler.CALLER, ANONYMOUS);
  }

  /**
   * Finds out anew who sent a request that is still open: they may have signed out meanwhile, or
   * their token may have been revoked. From then on {@link #of} answers it.
   */
  public static Future<Caller> again(RoutingContext context) {
    Supplier<Future<Caller>> find = context.get(CallerHandler.AGAIN);
    return find == null ? Future.succeededFuture(of(context)) : find.get();
  }

  /**
   * The annotator who calls, on a route with {@link Access#ANNOTATOR}.
   *
   * @throws HttpProblem 401 if the caller is none
   */
  public static Annotator annotator(RoutingContext context) {
    if (of(context) instanceof Annotator annotator) {
      return annotator;
    }
    throw HttpProblem.unauthorised();
  }

  /**
   * The admin who calls, on a route with {@link Access#ADMIN}.
   *
   * @throws HttpProblem 401 if the caller is none
   */
  public static Admin admin(RoutingContext context) {
    if (of(context) instanceof Admin admin) {
      return admin;
    }
    throw HttpProblem.unauthorised();
  }
}
