package dev.agon.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.http.session.Access;
import dev.agon.server.sql.StudyFixture;
import io.vertx.core.http.HttpMethod;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** Calls every declared route of a site as every role, so that none is open by mistake. */
public final class RouteWalk {
  /** Credentials are made for each call, since some routes end a session. */
  private record Role(String name, Supplier<Map<String, String>> headers) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final String BARE_BOARD = "/studies/:study/board/embed";

  private final TestSite site;
  private final StudyFixture study;
  private final Role anonymous;
  private final Role admin;
  private final Role own;
  private final Role foreign;
  private final Role machine;

  public RouteWalk(TestSite site) {
    this.site = site;
    this.study = StudyFixture.create(site.pool, 3, 3, 2).open(10);
    StudyFixture other = StudyFixture.create(site.pool, 2, 1, 1);
    long annotator = study.annotator("walker");
    long stranger = other.annotator("walker from elsewhere");
    String token = site.store.addAnnotatorToken(other.annotator("judge"), "judge").await();
    this.anonymous = new Role("anonymous", Map::of);
    this.admin = new Role("admin", () -> Map.of("Cookie", site.admin("walker")));
    this.own =
        new Role("annotator", () -> Map.of("Cookie", site.annotator(study.slug(), annotator)));
    // A foreign session under the cookie name of the study that is walked.
    this.foreign =
        new Role("stranger", () -> Map.of("Cookie", site.annotator(study.slug(), stranger)));
    this.machine = new Role("foreign machine", () -> Map.of("Authorization", "Bearer " + token));
  }

  /** Walks all routes. */
  public void walk(Collection<SiteRouter.Declared> routes) {
    routes.forEach(this::check);
  }

  private void check(SiteRouter.Declared route) {
    switch (route.access()) {
      case PUBLIC -> List.of(anonymous, own, foreign, admin, machine).forEach(r -> open(route, r));
      case ANNOTATOR -> {
        List.of(anonymous, foreign, admin, machine).forEach(r -> closed(route, r));
        open(route, own);
      }
      case ADMIN -> {
        List.of(anonymous, own, foreign, machine).forEach(r -> closed(route, r));
        open(route, admin);
      }
    }
    if (!route.method().equals(HttpMethod.GET)) {
      crossSite(route, own);
      crossSite(route, admin);
    }
  }

  private void open(SiteRouter.Declared route, Role role) {
    TestSite.Answer answer = call(route, role, Map.of());
    assertThat(answer.status())
        .as("%s as %s: %s", route, role, answer.body())
        .isLessThan(500)
        .isNotIn(route.access() == Access.PUBLIC ? List.of() : List.of(401, 403));
    headers(route, answer);
  }

  private void closed(SiteRouter.Declared route, Role role) {
    TestSite.Answer answer = call(route, role, Map.of());
    assertThat(answer.status()).as("%s as %s", route, role).isIn(401, 403);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .isEqualTo("application/problem+json");
    headers(route, answer);
    TestSite.Answer page = call(route, role, Map.of("Accept", TestSite.HTML));
    assertThat(page.status()).as("%s as %s", route, role).isIn(303, 401, 403);
  }

  private void crossSite(SiteRouter.Declared route, Role role) {
    TestSite.Answer answer =
        call(route, role, Map.of("Origin", "https://evil.example", "Sec-Fetch-Site", "cross-site"));
    assertThat(answer.status()).as("%s from elsewhere as %s", route, role).isEqualTo(403);
  }

  /** Nobody may frame an answer, but the bare board of a study that is open to everybody. */
  private static void headers(SiteRouter.Declared route, TestSite.Answer answer) {
    boolean framed = route.path().equals(BARE_BOARD) && answer.status() == 200;
    String policy = SecurityHeaders.CONTENT_SECURITY_POLICY;
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
        .as(route.toString())
        .isEqualTo(framed ? policy.replace("frame-ancestors 'none'", "frame-ancestors *") : policy);
    assertThat(answer.headers().firstValue("X-Frame-Options").orElse(""))
        .as(route.toString())
        .isEqualTo(framed ? "" : "DENY");
    assertThat(answer.headers().firstValue("X-Content-Type-Options").orElse(""))
        .isEqualTo("nosniff");
  }

  private TestSite.Answer call(SiteRouter.Declared route, Role role, Map<String, String> more) {
    Map<String, String> headers = new HashMap<>(role.headers.get());
    headers.put("Origin", site.origin());
    headers.putAll(more);
    boolean reads = route.method().equals(HttpMethod.GET);
    if (!reads) {
      headers.put("Content-Type", "application/x-www-form-urlencoded");
    }
    return site.open(route.method(), path(route), headers, reads ? null : "walk=1");
  }

  private String path(SiteRouter.Declared route) {
    return route
        .path()
        .replace(":study", study.slug())
        .replaceAll(":[a-z]+", UUID.randomUUID().toString())
        .replace("*", "walk");
  }
}
