package dev.agon.server.http;

import dev.agon.server.http.session.Origins;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.SecurityPolicyHandler;

/**
 * Headers of every answer: nothing is loaded from elsewhere, sniffed, told to others or framed,
 * save what {@link Framing} lets stand in a frame.
 */
final class SecurityHeaders implements SecurityPolicyHandler {
  static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
          + "connect-src 'self'; frame-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

  private final Origins origins;

  SecurityHeaders(Origins origins) {
    this.origins = origins;
  }

  @Override
  public void handle(RoutingContext context) {
    apply(context);
    context.next();
  }

  void apply(RoutingContext context) {
    HttpServerResponse response = context.response();
    response
        .putHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("X-Frame-Options", "DENY")
        // Not no-referrer: browsers would then send "Origin: null" with our own forms.
        .putHeader("Referrer-Policy", "same-origin")
        .putHeader("Cross-Origin-Opener-Policy", "same-origin")
        .putHeader("Cross-Origin-Resource-Policy", "same-origin")
        .putHeader("X-Robots-Tag", "noindex")
        .putHeader(
            "Permissions-Policy",
            "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()");
    if (origins.isHttps(context)) {
      response.putHeader("Strict-Transport-Security", "max-age=31536000");
    }
  }
}
