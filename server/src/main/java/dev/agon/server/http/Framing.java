package dev.agon.server.http;

import io.vertx.ext.web.RoutingContext;

/** Lets pages of ours stand in frames of ours: a preview beside its editor. */
public final class Framing {
  private static final String POLICY = "Content-Security-Policy";

  private Framing() {}

  /** The answer may be shown in a frame of a page of ours. */
  public static void inside(RoutingContext context) {
    context
        .response()
        .putHeader("X-Frame-Options", "SAMEORIGIN")
        .putHeader(
            POLICY,
            SecurityHeaders.CONTENT_SECURITY_POLICY.replace(
                "frame-ancestors 'none'", "frame-ancestors 'self'"));
  }

  /** The answer may hold frames with pages of ours. */
  public static void around(RoutingContext context) {
    context
        .response()
        .putHeader(POLICY, SecurityHeaders.CONTENT_SECURITY_POLICY + "; frame-src 'self'");
  }
}
