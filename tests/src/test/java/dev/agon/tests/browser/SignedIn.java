package dev.agon.tests.browser;

import com.microsoft.playwright.options.Cookie;
import dev.agon.server.http.session.SessionStore;
import dev.agon.server.http.session.TestSessions;
import dev.agon.server.sql.StudyFixture;
import dev.agon.tests.RunningAgon;
import io.vertx.sqlclient.Tuple;

/** What a browser has from which somebody has signed in. */
final class SignedIn {
  private SignedIn() {}

  /** An admin of a name, who is made where there is none. */
  static Cookie admin(RunningAgon agon, String name) {
    long admin =
        agon.pool()
            .preparedQuery(
                """
                insert into admin (name, password_hash) values ($1, 'x')
                on conflict (name) do update set password_hash = 'x' returning id
                """)
            .execute(Tuple.of(name))
            .await()
            .iterator()
            .next()
            .getLong(0);
    return cookie(agon, "agon_admin", TestSessions.ofAdmin(new SessionStore(agon.pool()), admin));
  }

  /** An annotator of a study. */
  static Cookie annotator(RunningAgon agon, StudyFixture study, long annotator) {
    return cookie(
        agon,
        "agon_s_" + study.slug(),
        TestSessions.ofAnnotator(new SessionStore(agon.pool()), annotator));
  }

  private static Cookie cookie(RunningAgon agon, String name, String secret) {
    return new Cookie(name, secret).setUrl(agon.url("/"));
  }
}
