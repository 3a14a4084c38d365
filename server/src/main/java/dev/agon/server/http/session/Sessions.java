package dev.agon.server.http.session;

import dev.agon.server.config.ServerConfig;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
        .open(admin, null, cookies.arePlain(context))
        .onSuccess(s -> cookies.write(context, SessionCookies.ADMIN, s, SessionStore.LIFE))
        .mapEmpty();
  }

  /** Opens a session of an annotator of a study in the caller's browser. */
  public Future<Void> signInAnnotator(RoutingContext context, String slug, long annotator) {
    String name = SessionCookies.annotator(slug);
    return store
        .open(null, annotator, cookies.arePlain(context))
        .onSuccess(s -> cookies.write(context, name, s, SessionStore.LIFE))
        .mapEmpty();
  }

  /** The annotator of a study whose session the caller's browser holds; empty without one. */
  public Future<Optional<Caller.Annotator>> annotator(RoutingContext context, String slug) {
    return caller(context, SessionCookies.annotator(slug), false)
        .map(
            caller ->
                caller instanceof Caller.Annotator annotator
                    ? Optional.of(annotator)
                    : Optional.empty());
  }

  /**
   * Whose session a cookie holds. A session that is used goes on; one from before cookies had their
   * present names moves to such a name.
   *
   * @param fresh whether the database is asked whatever is remembered
   */
  Future<Caller> caller(RoutingContext context, String cookie, boolean fresh) {
    SessionCookies.Sent sent = cookies.read(context, cookie);
    if (sent == null) {
      return Future.succeededFuture(Caller.ANONYMOUS);
    }
    return store
        .session(sent.secret(), fresh)
        .compose(
            holder -> {
              if (sent.plain() && !holder.plain()) {
                return Future.succeededFuture(Caller.ANONYMOUS);
              }
              return (holder.stale() || sent.plain()) && !context.response().headWritten()
                  ? goOn(context, cookie, sent, holder)
                  : Future.succeededFuture(holder.caller());
            });
  }

  private Future<Caller> goOn(
      RoutingContext context, String cookie, SessionCookies.Sent sent, SessionStore.Holder holder) {
    cookies.write(context, cookie, sent.secret(), SessionStore.LIFE);
    cookies.dropPlain(context, cookie);
    boolean plain = sent.plain() || cookies.arePlain(context);
    return holder.stale()
        ? store.extend(sent.secret(), plain).map(holder.caller())
        : Future.succeededFuture(holder.caller());
  }

  /** The secret by which the caller's browser is known as an admin's; null for others. */
  public @Nullable String device(RoutingContext context) {
    SessionCookies.Sent sent = cookies.read(context, SessionCookies.DEVICE);
    return sent == null || sent.plain() ? null : sent.secret();
  }

  /** Lets the caller's browser be known later. */
  public void keepDevice(RoutingContext context, String secret, Duration life) {
    cookies.write(context, SessionCookies.DEVICE, secret, life);
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
    SessionCookies.Sent sent = cookies.read(context, cookie);
    cookies.clear(context, cookie);
    return sent == null ? Future.succeededFuture() : store.close(sent.secret());
  }
}
