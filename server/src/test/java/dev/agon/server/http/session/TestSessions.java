package dev.agon.server.http.session;

/** Sessions over plain HTTP without signing in; each gives its secret. */
public final class TestSessions {
  private TestSessions() {}

  /** A new session of an admin. */
  public static String ofAdmin(SessionStore store, long admin) {
    return store.open(admin, null, true).await();
  }

  /** A new session of an annotator. */
  public static String ofAnnotator(SessionStore store, long annotator) {
    return store.open(null, annotator, true).await();
  }
}
