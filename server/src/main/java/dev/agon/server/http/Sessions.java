package dev.agon.server.http;

import dev.agon.server.config.ServerConfig;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Signs callers in and out: a row in the database and a cookie in the browser. */
public final class Sessions {
  private final SessionStore store;
  private final SessionCookies cookies;

  /** Sessions of one installation. */
  public Sessions(SessionStore store, ServerConfig config) {
    this.store = store;
    this.cookies = new SessionCookies(config, new Origins(config));
  }

  /** Opens a session of an admin in the caller's browser. */
  public Future<Void> signInAdmin(RoutingContext context, long admin) {
    return store
        .openAdmin(admin)
        .onSuccess(s -> cookies.write(context, SessionCookies.ADMIN, s, SessionStore.LIFE))
        .mapEmpty();
  }

  /** Opens a session of an annotator of a study in the caller's browser. */
  public Future<Void> signInAnnotator(RoutingContext context, String slug, long annotator) {
    String name = SessionCookies.annotator(slug);
    return store
        .openAnnotator(annotator)
        .onSuccess(s -> cookies.write(context, name, s, SessionStore.LIFE))
        .mapEmpty();
  }

  /** The annotator of a study whose session the caller's browser holds; empty without one. */
  public Future<Optional<Caller.Annotator>> annotator(RoutingContext context, String slug) {
    String secret = cookies.read(context, SessionCookies.annotator(slug));
    return secret == null
        ? Future.succeededFuture(Optional.empty())
        : store
            .session(secret)
            .map(
                holder ->
                    holder.caller() instanceof Caller.Annotator annotator
                        ? Optional.of(annotator)
                        : Optional.empty());
  }

  /** Ends the admin's session in the caller's browser. */
  public Future<Void> signOutAdmin(RoutingContext context) {
    return signOut(context, SessionCookies.ADMIN);
  }

  /** Ends the annotator's session of a study in the caller's browser. */
  public Future<Void> signOutAnnotator(RoutingContext context, String slug) {
    return signOut(context, SessionCookies.annotator(slug));
  }

  private Future<Void> signOut(RoutingContext context, String cookie) {
    String secret = cookies.read(context, cookie);
    cookies.clear(context, cookie);
    return secret == null ? Future.succeededFuture() : store.close(secret);
  }
}
