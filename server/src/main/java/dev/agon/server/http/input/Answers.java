package dev.agon.server.http.input;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/** Short answers. */
public final class Answers {
  private Answers() {}

  /** Sends a record as a JSON document that no cache keeps. */
  public static Future<Void> json(RoutingContext context, int status, Record answer) {
    return context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .putHeader("Cache-Control", "no-store")
        .end(Documents.bytes(answer));
  }

  /** 303 to a path that already carries the base path, after a form was taken. */
  public static Future<Void> seeOther(RoutingContext context, String location) {
    return context
        .response()
        .setStatusCode(303)
        .putHeader("Location", location)
        .putHeader("Cache-Control", "no-store")
        .end();
  }

  /** 204. */
  public static Future<Void> nothing(RoutingContext context) {
    return context.response().setStatusCode(204).end();
  }

  /** Whether a person's browser asks, and not a program. */
  public static boolean wantsHtml(RoutingContext context) {
    String accept = context.request().getHeader("Accept");
    return accept != null && accept.contains("text/html");
  }
}
