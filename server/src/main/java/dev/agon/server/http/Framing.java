package dev.agon.server.http;

import io.vertx.ext.web.RoutingContext;

/** Lets a page of ours stand in a frame of another one of ours: a preview beside its editor. */
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
}
