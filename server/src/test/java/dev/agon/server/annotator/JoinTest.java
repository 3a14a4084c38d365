package dev.agon.server.annotator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.http.TestSite;
import dev.agon.server.http.session.Secrets;
import dev.agon.server.sql.StudyFixture;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Somebody floods the join link of a study; a class joins meanwhile. */
@Tag("slow")
class JoinTest {
  private static final int CLASS = 250;
  private final AtomicInteger names = new AtomicInteger();
  private TestSite site = serve(false);
  private StudyFixture study = StudyFixture.create(site.pool, 2, 1, 1);

  private static TestSite serve(boolean behindProxy) {
    return TestSite.with(
        TestSite.plain(null, "", behindProxy),
        test ->
            new JoinRoutes(new AnnotatorStore(test.pool), test.sessions, test.pages, test.config)
                ::mount);
  }

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void a_class_behind_one_address_joins_while_another_network_floods_the_link() {
    try (TestSite.Elsewhere mallory = site.from("127.1.0.5");
        TestSite.Elsewhere pupils = site.from("127.2.0.1")) {
      List<Integer> flood = statuses(joins(mallory, CLASS + 130));
      assertThat(flood).contains(200, 429);
      List<Future<HttpResponse<Buffer>>> more = joins(mallory, 200);

      List<Integer> joined = statuses(joins(pupils, CLASS));

      assertThat(joined).hasSize(CLASS).containsOnly(200);
      assertThat(statuses(more)).contains(429);
    }
    assertThat(study.scalar("select count(*) from annotator where study = $1", study.id()))
        .isBetween(2L * CLASS, 2L * CLASS + 130);
  }

  @Test
  void forms_that_are_wrong_cost_nothing() {
    try (TestSite.Elsewhere mallory = site.from("127.1.0.5");
        TestSite.Elsewhere neighbour = site.from("127.1.0.6")) {
      List<Future<HttpResponse<Buffer>>> wrong = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        wrong.add(mallory.postForm(link(), "", i % 2 == 0 ? "" : "pseudonym=x"));
      }
      assertThat(statuses(wrong)).containsOnly(422);
      // A name that is taken costs nothing either.
      String taken = form("Quiet Heron");
      assertThat(neighbour.postForm(link(), "", taken).await().statusCode()).isEqualTo(200);
      List<Future<HttpResponse<Buffer>>> same = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        same.add(neighbour.postForm(link(), "", form("Quiet Heron")));
      }
      assertThat(statuses(same)).containsOnly(409);
      assertThat(statuses(joins(neighbour, 20))).containsOnly(200);
    }
  }

  @Test
  void a_proxy_that_is_believed_tells_its_callers_apart_and_one_that_is_not_does_not() {
    try (TestSite.Elsewhere proxy = site.from("127.1.0.5")) {
      assertThat(statuses(through(proxy, "192.0.2.1", 320))).contains(429);
      assertThat(statuses(through(proxy, "198.51.100.1", 3))).containsOnly(429);
    }
    site.close();
    site = serve(true);
    study = StudyFixture.create(site.pool, 2, 1, 1);
    try (TestSite.Elsewhere proxy = site.from("127.1.0.5")) {
      assertThat(statuses(through(proxy, "10.9.9.9, 192.0.2.1", 320))).contains(429);
      assertThat(statuses(through(proxy, "10.9.9.9, 198.51.100.1", 3))).containsOnly(200);
    }
  }

  private List<Future<HttpResponse<Buffer>>> joins(TestSite.Elsewhere from, int people) {
    List<Future<HttpResponse<Buffer>>> sent = new ArrayList<>();
    String link = link();
    for (int i = 0; i < people; i++) {
      sent.add(from.postForm(link, "", form("Person " + names.incrementAndGet())));
    }
    return sent;
  }

  private List<Future<HttpResponse<Buffer>>> through(
      TestSite.Elsewhere proxy, String forwarded, int people) {
    List<Future<HttpResponse<Buffer>>> sent = new ArrayList<>();
    String link = link();
    for (int i = 0; i < people; i++) {
      sent.add(
          proxy.postForm(
              link,
              "",
              Map.of("X-Forwarded-For", forwarded),
              form("Person " + names.incrementAndGet())));
    }
    return sent;
  }

  private static List<Integer> statuses(List<Future<HttpResponse<Buffer>>> sent) {
    Future.join(sent).await();
    return sent.stream().map(answer -> answer.result().statusCode()).toList();
  }

  private String link() {
    return "/join/"
        + site.pool
            .preparedQuery("select join_code from study where id = $1")
            .execute(Tuple.of(study.id()))
            .await()
            .iterator()
            .next()
            .getString(0);
  }

  private static String form(String pseudonym) {
    return "pseudonym="
        + pseudonym.replace(" ", "+")
        + "&agree=on&consent_version=1&secret="
        + Secrets.create();
  }
}
