package dev.agon.server.ranking.board;

import static dev.agon.server.ranking.RankingRig.awaitBoard;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.preference.Outcome;
import dev.agon.server.http.TestSite;
import dev.agon.server.ranking.Board;
import dev.agon.server.ranking.BoardSite;
import dev.agon.server.ranking.Doubts;
import dev.agon.server.ranking.EventReader;
import dev.agon.server.ranking.VoteFixture;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
class BoardRoutesTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String HOSTILE = "=HYPERLINK(\"http://evil\")<script>alert(1)</script>";

  private final BoardSite boards;
  private final TestSite site;

  BoardRoutesTest() throws Exception {
    boards = BoardSite.start(3);
    site = boards.site;
  }

  @BeforeAll
  void warm() {
    assertThat(site.getPage("/studies/none/board", "").statusCode()).isEqualTo(404);
  }

  @AfterAll
  void close() {
    boards.close();
  }

  @Test
  void before_the_first_vote_the_page_says_so_and_explains_itself() throws Exception {
    try (VoteFixture study = VoteFixture.study(site.database, "fresh")) {
      study.generators(2);

      String page = site.getPage("/studies/fresh/board", "").bodyAsString();

      assertThat(page)
          .contains("No votes yet")
          .contains("<bdi>generator 1</bdi>, <bdi>generator 2</bdi>")
          .contains("How these figures are computed")
          .doesNotContain("<table");
      JsonObject json = site.get("/studies/fresh/board.json", Map.of()).bodyAsJsonObject();
      assertThat(json.getLong("votes")).isZero();
      assertThat(json.getLong("watermark")).isZero();
      assertThat(site.get("/studies/fresh/board.csv", Map.of()).bodyAsString().lines()).hasSize(1);
    }
  }

  @Test
  void the_page_shows_every_figure_and_says_who_voted() throws Exception {
    try (VoteFixture study = VoteFixture.study(site.database, "figures")) {
      List<Long> generators = study.generators(3);
      study.generator("idle");
      for (int i = 0; i < 40; i++) {
        study.vote(
            study.annotator(i == 0 ? "person" : "simulated"),
            study.comparison(generators.get(0), generators.get(1)),
            Outcome.of(1 + i % 4));
      }
      study.vote(
          study.annotator("machine"),
          study.comparison(generators.get(1), generators.get(2)),
          Outcome.FIRST);
      awaitBoard(study, SOON);

      String page = site.getPage("/studies/figures/board", "").bodyAsString();
      assertThat(page).contains("<span class=\"badge running\">Running</span>");

      assertThat(page)
          .contains("generator 1", "generator 2", "generator 3")
          .contains("Without votes so far:", "idle")
          .contains("Not only people voted here.")
          .contains("Votes by people: 1. By machines: 1. By simulated annotators: 39.")
          .contains("Preliminary")
          .contains("<svg", "<caption", "scope=\"row\"", "scope=\"col\"")
          .contains("kind&#x3D;person")
          .contains("41")
          .doesNotContain("style=");
      String people = site.getPage("/studies/figures/board?kind=person", "").bodyAsString();
      assertThat(people).contains("Leaderboard updated: 1 vote,").doesNotContain("Not only people");
      JsonObject json =
          site.get("/studies/figures/board.json?kind=person", Map.of()).bodyAsJsonObject();
      assertThat(json.getLong("votes")).isEqualTo(1);
      assertThat(json.getString("counted")).isEqualTo("people");
    }
  }

  @Test
  void a_private_board_opens_for_admins_alone_and_a_link_for_who_has_its_key() throws Exception {
    try (VoteFixture study = VoteFixture.study(site.database, "visibility")) {
      show(study, "private");
      assertThat(status("/studies/visibility/board", "")).isEqualTo(404);
      assertThat(status("/studies/visibility/board.json", "")).isEqualTo(404);
      assertThat(status("/studies/visibility/board.csv", "")).isEqualTo(404);
      assertThat(status("/studies/visibility/board/live", "")).isEqualTo(404);
      assertThat(status("/studies/visibility/board/events", "")).isEqualTo(404);
      assertThat(status("/studies/visibility/board", boards.admin(study))).isEqualTo(200);

      show(study, "link");
      study.execute("update study set board_code = repeat('c', 24) where id = ?", study.study());
      assertThat(status("/studies/visibility/board", "")).isEqualTo(404);
      assertThat(status("/studies/visibility/board?key=wrong", "")).isEqualTo(404);
      String key = "?key=" + "c".repeat(24);
      HttpResponse<Buffer> page = site.getPage("/studies/visibility/board" + key, "");
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.bodyAsString()).contains("board.csv?criterion&#x3D;1&amp;key&#x3D;ccc");

      show(study, "public");
      assertThat(status("/studies/visibility/board", "")).isEqualTo(200);
      study.execute("update study set state = 'draft' where id = ?", study.study());
      assertThat(status("/studies/visibility/board", "")).isEqualTo(404);
    }
  }

  @Test
  void annotators_see_the_board_by_link_or_in_public_and_a_private_one_never() throws Exception {
    try (VoteFixture study = VoteFixture.study(site.database, "annotators")) {
      long annotator = study.annotator("person");
      study.vote(
          annotator, study.comparison(study.generator("a"), study.generator("b")), Outcome.FIRST);
      String cookie = boards.annotator("annotators", annotator);
      for (String state : List.of("running", "closed")) {
        study.execute("update study set state = ? where id = ?", state, study.study());
        for (String visibility : List.of("link", "public")) {
          show(study, visibility);
          assertThat(status("/studies/annotators/board", cookie)).isEqualTo(200);
        }
        show(study, "private");
        HttpResponse<Buffer> refused = site.getPage("/studies/annotators/board", cookie);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.bodyAsString()).contains("Only admins see the leaderboard");
      }
    }
  }

  @Test
  void the_board_of_a_blind_study_opens_when_it_closes_and_counts_votes_until_then()
      throws Exception {
    try (VoteFixture study = VoteFixture.study(site.database, "blind")) {
      study.execute("update study set blinding = 'blind' where id = ?", study.study());
      long comparison = study.comparison(study.generator("a"), study.generator("b"));
      study.vote(study.annotator("person"), comparison, Outcome.FIRST);
      study.vote(study.annotator("person"), comparison, Outcome.FIRST);
      awaitBoard(study, SOON);
      String admin = boards.admin(study);

      assertThat(site.getPage("/studies/blind/board", "").bodyAsString())
          .contains("The leaderboard is shown when the study closes", "2 votes so far");
      JsonObject problem = site.get("/studies/blind/board.json", Map.of()).bodyAsJsonObject();
      assertThat(problem.getString("code")).isEqualTo("board-later");
      assertThat(problem.getLong("votes")).isEqualTo(2);
      HttpResponse<Buffer> framed = site.getPage("/studies/blind/board/embed", "");
      assertThat(framed.statusCode()).isEqualTo(403);
      assertThat(framed.getHeader("Content-Security-Policy")).contains("frame-ancestors *");
      assertThat(framed.bodyAsString()).contains("2 votes so far").doesNotContain("site-header");
      assertThat(status("/studies/blind/board", admin)).isEqualTo(200);

      study.execute("update study set state = 'closed' where id = ?", study.study());
      assertThat(status("/studies/blind/board", "")).isEqualTo(200);
      assertThat(status("/studies/blind/board/embed", "")).isEqualTo(200);
      study.execute("update study set state = 'running' where id = ?", study.study());
      assertThat(status("/studies/blind/board", "")).isEqualTo(403);
    }
  }

  @Test
  void a_number_that_no_board_counts_up_to_yet_has_none() throws Exception {
    try (VoteFixture study = VoteFixture.study(site.database, "beyond")) {
      long comparison = study.comparison(study.generator("a"), study.generator("b"));
      study.vote(study.annotator("person"), comparison, Outcome.FIRST);
      awaitBoard(study, SOON);

      assertThat(site.get("/studies/beyond/board.json?at=1", Map.of()).statusCode()).isEqualTo(200);
      HttpResponse<Buffer> beyond = site.get("/studies/beyond/board.json?at=2", Map.of());
      assertThat(beyond.statusCode()).isEqualTo(422);
      assertThat(beyond.bodyAsString()).contains("is beyond 1");
    }
  }

  @Test
  void hostile_names_are_inert_on_the_page_and_in_the_files() throws Exception {
    try (VoteFixture study = VoteFixture.study(site.database, "hostile")) {
      study.vote(
          study.annotator("person"),
          study.comparison(study.generator(HOSTILE), study.generator("+1")),
          Outcome.FIRST);
      awaitBoard(study, SOON);

      assertThat(site.getPage("/studies/hostile/board", "").bodyAsString())
          .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
          .doesNotContain("<script>alert");
      assertThat(site.get("/studies/hostile/board/live", Map.of()).bodyAsString())
          .doesNotContain("<script>alert");
      assertThat(site.get("/studies/hostile/board.csv", Map.of()).bodyAsString())
          .contains(",\"'=HYPERLINK(\"\"http://evil\"\")")
          .contains(",'+1,");
      HttpResponse<Buffer> json = site.get("/studies/hostile/board.json", Map.of());
      assertThat(json.getHeader("Content-Type")).isEqualTo("application/json");
      assertThat(json.bodyAsJsonObject().getJsonArray("items").getJsonObject(0).getString("item"))
          .isEqualTo(HOSTILE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"?criterion=2", "?criterion=1%20or%201=1", "?kind=robot"})
  void an_unknown_choice_is_not_found(String query) throws Exception {
    String slug = "choice-" + Integer.toHexString(query.hashCode());
    try (VoteFixture study = VoteFixture.study(site.database, slug)) {
      study.generators(1);
      assertThat(status("/studies/" + slug + "/board", "")).isEqualTo(200);
      assertThat(status("/studies/" + slug + "/board" + query, "")).isEqualTo(404);
    }
  }

  @Test
  void readers_get_the_board_as_it_moves_and_only_what_they_have_not_seen() throws Exception {
    try (VoteFixture study = VoteFixture.study(site.database, "stream")) {
      long comparison = study.comparison(study.generator("a"), study.generator("b"));
      study.vote(study.annotator("person"), comparison, Outcome.FIRST);
      awaitBoard(study, SOON);
      try (EventReader reader = new EventReader(site.port, "/studies/stream/board/events")) {
        EventReader.Event now = reader.next(10_000);
        assertThat(now.id()).isEqualTo("1-1");
        assertThat(now.name()).isEqualTo("board");
        assertThat(now.data()).contains("data-part=\"rows\"");

        study.vote(study.annotator("person"), comparison, Outcome.FIRST);
        boards.wake(study);
        EventReader.Event moved = reader.next(10_000);
        assertThat(moved.id()).startsWith("2-");

        while (!moved.id().equals("2-2")) {
          moved = reader.next(3_000);
        }
        try (EventReader again =
            new EventReader(
                site.port, "/studies/stream/board/events", "Last-Event-ID", moved.id())) {
          assertThat(again.isQuietFor(500)).isTrue();
        }
        try (EventReader page =
            new EventReader(site.port, "/studies/stream/board/events?after=1-1")) {
          assertThat(page.next(10_000).id()).isEqualTo("2-2");
        }
      }
    }
  }

  @Test
  void a_reader_gets_at_most_ten_boards_a_second() throws Exception {
    try (VoteFixture study = VoteFixture.study(site.database, "paced");
        EventReader reader = new EventReader(site.port, "/studies/paced/board/events")) {
      long comparison = study.comparison(study.generator("a"), study.generator("b"));
      reader.next(10_000);
      long start = System.nanoTime();
      while (System.nanoTime() - start < Duration.ofSeconds(2).toNanos()) {
        study.vote(study.annotator("person"), comparison, Outcome.FIRST);
        boards.wake(study);
      }
      awaitBoard(study, SOON);
      double seconds = (System.nanoTime() - start) / 1e9;
      int events = 0;
      while (!reader.isQuietFor(1_500)) {
        reader.next(1);
        events++;
      }
      assertThat(events).isBetween(2, (int) Math.ceil(10 * seconds) + 2);
    }
  }

  @Test
  void without_a_message_readers_are_served_within_seconds() throws Exception {
    try (VoteFixture study = VoteFixture.study(site.database, "silent");
        EventReader reader = new EventReader(site.port, "/studies/silent/board/events")) {
      assertThat(reader.next(10_000).id()).isEqualTo("0-0");
      study.execute(
          """
          insert into leaderboard
            (study, criterion, method, watermark, intervals_at, fence, result)
          values (?, 1, 'bradley-terry', 7, 7, 0, ?::jsonb)
          """,
          study.study(),
          new JsonObject().put("all", emptyBoard().toJson()).encode());

      assertThat(reader.next(4_000).id()).isEqualTo("7-7");
    }
  }

  @Test
  void past_the_cap_readers_are_told_to_poll_and_an_unchanged_board_costs_304() throws Exception {
    try (VoteFixture study = VoteFixture.study(site.database, "full");
        EventReader one = new EventReader(site.port, "/studies/full/board/events");
        EventReader two = new EventReader(site.port, "/studies/full/board/events");
        EventReader three = new EventReader(site.port, "/studies/full/board/events");
        EventReader four = new EventReader(site.port, "/studies/full/board/events")) {
      assertThat(List.of(one.status(), two.status(), three.status(), four.status()))
          .containsExactly(200, 200, 200, 503);

      HttpResponse<Buffer> fragment = site.get("/studies/full/board/live", Map.of());
      assertThat(fragment.statusCode()).isEqualTo(200);
      String tag = fragment.getHeader("ETag");
      assertThat(site.get("/studies/full/board/live", Map.of("If-None-Match", tag)).statusCode())
          .isEqualTo(304);
      study.vote(
          study.annotator("person"),
          study.comparison(study.generator("a"), study.generator("b")),
          Outcome.FIRST);
      awaitBoard(study, SOON);
      assertThat(site.get("/studies/full/board/live", Map.of("If-None-Match", tag)).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void when_a_board_becomes_private_its_readers_get_nothing_more() throws Exception {
    try (VoteFixture study = VoteFixture.study(site.database, "closing");
        EventReader reader = new EventReader(site.port, "/studies/closing/board/events")) {
      reader.next(10_000);
      show(study, "private");
      study.vote(
          study.annotator("person"),
          study.comparison(study.generator("a"), study.generator("b")),
          Outcome.FIRST);
      boards.wake(study);
      awaitBoard(study, SOON);

      assertThat(reader.next(10_000).name()).isEqualTo("changed");
      assertThat(reader.isQuietFor(2_500)).isTrue();
    }
  }

  @Test
  void only_the_bare_board_may_be_framed_and_only_where_everybody_may_see_it() throws Exception {
    try (VoteFixture study = VoteFixture.study(site.database, "framed")) {
      study.vote(
          study.annotator("person"),
          study.comparison(study.generator("a"), study.generator("b")),
          Outcome.FIRST);
      awaitBoard(study, SOON);
      String board = "/studies/framed/board";
      String admin = boards.admin(study);

      HttpResponse<Buffer> bare = site.getPage(board + "/embed", "");
      assertThat(bare.statusCode()).isEqualTo(200);
      assertThat(bare.getHeader("Content-Security-Policy"))
          .contains("frame-ancestors *", "default-src 'none'", "script-src 'self'");
      assertThat(bare.getHeader("X-Frame-Options")).isNull();
      assertThat(bare.getHeader("Set-Cookie")).isNull();
      assertThat(bare.bodyAsString())
          .contains("data-board", "<base target=\"_blank\">")
          .doesNotContain("<form", "site-header", "style=");
      assertThat(site.getPage(board, "").bodyAsString())
          .contains("&lt;iframe", "/studies/framed/board/embed?criterion&#x3D;1");

      for (String page :
          List.of("", "/live", "/pairs", "/differences", "/history", "/checks", "/compare")) {
        notFramed(board + page, admin, 200);
      }
      notFramed(board + "/embed?method=magic", "", 422);
      for (String visibility : List.of("link", "private")) {
        show(study, visibility);
        notFramed(board + "/embed", "", 404);
        notFramed(board + "/embed", admin, 404);
        assertThat(site.getPage(board, admin).bodyAsString()).doesNotContain("iframe");
      }
      study.execute("update study set board_code = repeat('d', 24) where id = ?", study.study());
      show(study, "link");
      notFramed(board + "/embed?key=" + "d".repeat(24), "", 404);
      show(study, "public");
      study.execute("update study set state = 'draft' where id = ?", study.study());
      notFramed(board + "/embed", admin, 404);
    }
  }

  private void notFramed(String path, String cookie, int status) {
    HttpResponse<Buffer> answer = site.getPage(path, cookie);
    assertThat(answer.statusCode()).as(path).isEqualTo(status);
    assertThat(answer.getHeader("Content-Security-Policy"))
        .as(path)
        .contains("frame-ancestors 'none'");
    assertThat(answer.getHeader("X-Frame-Options")).as(path).isEqualTo("DENY");
  }

  @Test
  void head_requests_end() {
    assertThat(
            site.send(HttpMethod.HEAD, "/studies/none/board/events", Map.of(), null).statusCode())
        .isEqualTo(404);
  }

  private int status(String path, String cookie) {
    return site.getPage(path, cookie).statusCode();
  }

  private static void show(VoteFixture study, String visibility) throws Exception {
    study.execute("update study set board_visibility = ? where id = ?", visibility, study.study());
  }

  private static Board emptyBoard() {
    return new Board(
        0, Board.Kinds.NONE, 0, 0, 0, 0, 0, 0, false, 0, 0, true, 0, List.of(), Doubts.NONE);
  }
}
