package dev.agon.server.http;

import io.vertx.ext.web.RoutingContext;

/** Lets a page of ours stand in a frame: a preview beside its editor, a board in others' pages. */
public final class Framing {
  private Framing() {}

  /** The answer may be shown in a frame of a page of ours, and of nobody else. */
  public static void allow(RoutingContext context) {
    context
        .response()
        .putHeader("X-Frame-Options", "SAMEORIGIN")
        .putHeader(
            "Content-Security-Policy",
            SecurityHeaders.CONTENT_SECURITY_POLICY.replace(
                "frame-ancestors 'none'", "frame-ancestors 'self'"));
  }

  /**
   * The answer may be shown in a frame of anybody's page. Only for what everybody may see and where
   * nothing can be done on somebody's behalf.
   */
  public static void allowAnyone(RoutingContext context) {
    context.response().headers().remove("X-Frame-Options");
    context
        .response()
        .putHeader("Cross-Origin-Resource-Policy", "cross-origin")
        .putHeader(
            "Content-Security-Policy",
            SecurityHeaders.CONTENT_SECURITY_POLICY.replace(
                "frame-ancestors 'none'", "frame-ancestors *"));
  }
}
