package dev.agon.server.ranking;

import static dev.agon.server.ranking.RankingRig.awaitBoard;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.agon.preference.Outcome;
import dev.agon.server.http.TestSite;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Boards of parts of the votes, and the pages that look into them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
class BoardSlicesTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String BOARD = "/studies/sliced/board";

  private final BoardSite boards;
  private final TestSite site;
  private final VoteFixture study;
  private final List<Long> generators;
  private final List<Long> groupies = new ArrayList<>();
  private long halfway;

  BoardSlicesTest() throws Exception {
    boards = BoardSite.start(8);
    site = boards.site;
    study = VoteFixture.study(site.database, "sliced");
    generators = study.generators(3);
  }

  /**
   * English prompts are won by the first generator, German ones by the second. Twelve annotators
   * are of the group "north", three of "south".
   */
  @BeforeAll
  void vote() throws Exception {
    for (int i = 0; i < 15; i++) {
      long annotator = study.annotator(i == 14 ? "machine" : "person");
      study.execute(
          "update annotator set metadata = jsonb_build_object('group', ?::text) where id = ?",
          i < 12 ? "north" : "south",
          annotator);
      groupies.add(annotator);
    }
    for (int i = 0; i < 90; i++) {
      long comparison = study.comparison(generators.get(i % 3), generators.get((i + 1) % 3));
      boolean german = i % 2 == 1;
      study.execute(
          """
          update prompt set language = ?, metadata = jsonb_build_object('category', ?::text)
          where id = (select prompt from comparison where id = ?)
          """,
          german ? "de" : "en",
          i % 5 == 0 ? "maths" : "prose",
          comparison);
      study.vote(groupies.get(i % 15), comparison, outcome(i, german));
      if (i == 44) {
        halfway = study.number();
      }
    }
    awaitBoard(study, SOON);
    RankingRig.awaitNumber(
        study, "select coalesce(min(intervals_at), 0) from leaderboard", study.number());
  }

  private Outcome outcome(int i, boolean german) {
    int favourite = german ? 1 : 0;
    if (i % 7 == 0) {
      return Outcome.TIE;
    }
    return i % 3 == favourite || (i + 1) % 3 != favourite ? Outcome.FIRST : Outcome.SECOND;
  }

  @AfterAll
  void close() throws Exception {
    study.close();
    boards.close();
  }

  private JsonObject json(String query) {
    return site.get(BOARD + ".json" + query, Map.of()).bodyAsJsonObject();
  }

  private int status(String path) {
    return site.getPage(path, "").statusCode();
  }

  private static String leader(JsonObject board) {
    return board.getJsonArray("items").getJsonObject(0).getString("item");
  }

  @Test
  void each_language_has_a_leader_of_its_own_and_their_votes_add_up() {
    JsonObject english = json("?language=en");
    JsonObject german = json("?language=de");
    assertThat(leader(english)).isEqualTo("generator 1");
    assertThat(leader(german)).isEqualTo("generator 2");
    assertThat(english.getLong("votes") + german.getLong("votes"))
        .isEqualTo(json("").getLong("votes"))
        .isEqualTo(90);
    assertThat(json("?category=maths").getLong("votes")).isEqualTo(18);
    assertThat(json("?language=de&category=maths&kind=machine").getLong("votes")).isLessThan(10);
    assertThat(json("?kind=machine").getLong("votes")).isEqualTo(6);
    assertThat(json("?language=xx").getLong("votes")).isZero();
  }

  @Test
  void votes_of_one_annotator_leave_every_rank_open_and_the_board_says_why() {
    for (String method : List.of("bradley-terry", "average-win-rate", "elo", "trueskill")) {
      String query = "?kind=machine&method=" + method;
      JsonObject board = json(query);
      assertThat(board.getInteger("annotators")).isEqualTo(1);
      assertThat(board.getString("interval_note")).contains("one annotator's");
      for (int i = 0; i < 2; i++) {
        JsonObject item = board.getJsonArray("items").getJsonObject(i);
        assertThat(item.getInteger("rank_low")).isEqualTo(1);
        assertThat(item.getInteger("rank_high")).isEqualTo(2);
        assertThat(item.getValue("low") == null).isEqualTo(!method.equals("bradley-terry"));
      }
      assertThat(site.getPage(BOARD + query, "").bodyAsString())
          .contains("All votes are one annotator’s")
          .doesNotContain("NaN", "1 annotators");
      String csv = site.get(BOARD + ".csv" + query, Map.of()).bodyAsString();
      assertThat(csv).doesNotContain("NaN");
      assertThat(
              site.getPage(BOARD + "/compare?a.kind=machine&a.method=" + method, "").bodyAsString())
          .doesNotContain("NaN");
    }
  }

  @Test
  void generators_that_never_met_are_ranked_apart_and_one_sided_ones_are_named() throws Exception {
    try (VoteFixture apart = VoteFixture.study(site.database, "apart")) {
      List<Long> four = apart.generators(4);
      for (int i = 0; i < 24; i++) {
        int from = i % 2 * 2;
        long comparison = apart.comparison(four.get(from), four.get(from + 1));
        apart.vote(
            apart.annotator("person"), comparison, i % 6 < 2 ? Outcome.SECOND : Outcome.FIRST);
      }
      awaitBoard(apart, SOON);
      JsonObject board = site.get("/studies/apart/board.json", Map.of()).bodyAsJsonObject();
      assertThat(board.getJsonArray("groups")).hasSize(2);
      for (int i = 0; i < 4; i++) {
        JsonObject item = board.getJsonArray("items").getJsonObject(i);
        assertThat(item.getInteger("group")).isEqualTo(i / 2 + 1);
        assertThat(item.getInteger("rank_high")).isLessThanOrEqualTo(2);
      }
      assertThat(site.getPage("/studies/apart/board", "").bodyAsString())
          .contains("were never compared with each other", "group 2");
      assertThat(
              site.get("/studies/apart/board.json?at=1", Map.of())
                  .bodyAsJsonObject()
                  .getLong("votes"))
          .isEqualTo(1);
      assertThat(site.getPage("/studies/apart/board?at=1", "").bodyAsString())
          .contains("Won every vote so far", "Lost every vote so far");
    }
  }

  @Test
  void a_slice_of_everything_equals_the_kept_board() {
    JsonObject kept = json("");
    JsonObject slice = json("?from=2000-01-01");
    assertThat(slice.getJsonArray("items")).hasSameSizeAs(kept.getJsonArray("items"));
    for (int i = 0; i < 3; i++) {
      JsonObject mine = slice.getJsonArray("items").getJsonObject(i);
      JsonObject theirs = kept.getJsonArray("items").getJsonObject(i);
      assertThat(mine.getString("item")).isEqualTo(theirs.getString("item"));
      for (String figure : List.of("rating", "se", "low", "high")) {
        assertThat(mine.getDouble(figure)).isCloseTo(theirs.getDouble(figure), within(1e-6));
      }
    }
    assertThat(json("?to=2000-01-01").getLong("votes")).isZero();
  }

  @Test
  void a_permalink_keeps_the_board_of_its_number() throws Exception {
    JsonObject then = json("?at=" + halfway);
    assertThat(then.getLong("votes")).isEqualTo(45);
    assertThat(then.getLong("watermark")).isEqualTo(halfway);
    assertThat(json("?at=" + study.number()).getLong("votes")).isEqualTo(90);
    assertThat(status(BOARD + "?at=999999")).isEqualTo(422);
    String page = site.getPage(BOARD, "").bodyAsString();
    assertThat(page).contains("Permalink", "at&#x3D;" + study.number());
  }

  @Test
  void a_group_has_a_board_only_with_ten_annotators() {
    assertThat(json("?group=north").getLong("annotators")).isEqualTo(12);
    assertThat(status(BOARD + "?group=south")).isEqualTo(422);
    assertThat(site.getPage(BOARD, "").bodyAsString())
        .contains("What counts", "filter-language")
        .doesNotContain("value=\"south\"");
  }

  @Test
  void another_method_is_a_slice_and_wrong_parameters_are_named() {
    JsonObject davidson = json("?method=davidson");
    assertThat(davidson.getString("method")).isEqualTo("davidson");
    assertThat(davidson.getDouble("nu")).isPositive();
    assertThat(status(BOARD + "?method=magic")).isEqualTo(422);
    assertThat(status(BOARD + "?from=yesterday")).isEqualTo(422);
    assertThat(status(BOARD + "?at=-1")).isEqualTo(422);
    assertThat(status(BOARD + "?kind=robots")).isEqualTo(404);
    assertThat(status(BOARD + "?language=" + "x".repeat(300))).isEqualTo(422);
  }

  @Test
  void the_pairs_say_who_won_how_often_and_lead_to_generators() {
    String page = site.getPage(BOARD + "/pairs", "").bodyAsString();
    assertThat(page)
        .contains("<caption", "scope=\"row\"", "generator 1", "generator 3", "shade-")
        .doesNotContain("style=");
    JsonObject pairs = site.get(BOARD + "/pairs.json", Map.of()).bodyAsJsonObject();
    long votes =
        pairs.getJsonArray("pairs").stream()
            .map(JsonObject.class::cast)
            .mapToLong(
                p ->
                    p.getLong("wins")
                        + p.getLong("losses")
                        + p.getLong("ties")
                        + p.getLong("both_bad"))
            .sum();
    assertThat(votes).isEqualTo(90);
    String german = site.getPage(BOARD + "/pairs?language=de", "").bodyAsString();
    assertThat(german).contains("This page counts a part of the votes.");
  }

  @Test
  void a_generator_has_its_record_against_each_rival_and_its_lineage() throws Exception {
    study.execute(
        "update generator set parent = ?, kind = 'checkpoint' where id = ?",
        generators.get(0),
        generators.get(1));
    String path = BOARD + "/generators/";
    String page = site.getPage(path + generators.get(1), "").bodyAsString();
    assertThat(page)
        .contains("generator 2", "Checkpoint", "Made from", "generator 1", "Expected")
        .doesNotContain("style=");
    assertThat(site.getPage(path + generators.get(0), "").bodyAsString())
        .contains("Others made from it:");
    assertThat(status(path + "999999")).isEqualTo(404);
    assertThat(status(path + "x")).isEqualTo(404);
  }

  @Test
  void examples_are_for_admins_until_the_study_is_closed() throws Exception {
    String path = BOARD + "/versus?a=" + generators.get(0) + "&b=" + generators.get(1);
    assertThat(status(path)).isEqualTo(403);
    String admin = boards.admin(study);
    String page = site.getPage(path, admin).bodyAsString();
    assertThat(page)
        .contains("Where generator 1 beats generator 2", "Why?", "Because.", "Next")
        .containsPattern("30 votes: [0-9]+ for");
    assertThat(site.getPage(path + "&language=de", admin).bodyAsString())
        .as("examples are of the slice, as its tally is")
        .containsPattern("15 votes: [0-9]+ for");
    assertThat(site.getPage(path + "&language=de&page=2", admin).bodyAsString())
        .doesNotContain("&amp;page=3");
    assertThat(site.getPage(path + "&page=3", admin).bodyAsString()).contains("Previous");
    assertThat(site.getPage(path + "&page=9", admin).bodyAsString()).contains("No votes compare");
    study.execute("update study set state = 'closed' where id = ?", study.study());
    assertThat(status(path)).isEqualTo(200);
    assertThat(status(BOARD + "/versus?a=1&b=1")).isEqualTo(404);
    study.execute("update study set state = 'running' where id = ?", study.study());
  }

  @Test
  void checks_tell_agreement_fragility_and_position() {
    String page = site.getPage(BOARD + "/checks", "").bodyAsString();
    assertThat(page)
        .contains("Do annotators agree?", "Krippendorff", "How few votes decide")
        .contains("Does being shown first help?")
        .doesNotContain("NaN");
    assertThat(site.getPage(BOARD + "/checks?language=xx", "").bodyAsString())
        .contains("Checks appear with the first vote.");
  }

  @Test
  void ratings_can_be_adjusted_for_position_and_length() {
    JsonObject plain = json("");
    JsonObject adjusted = json("?adjust=position,length");
    assertThat(adjusted.getLong("votes")).isEqualTo(plain.getLong("votes"));
    assertThat(adjusted.getJsonArray("items").getJsonObject(0).getDouble("rating"))
        .as("every first response was shown first")
        .isNotCloseTo(
            plain.getJsonArray("items").getJsonObject(0).getDouble("rating"), within(1e-6));
    assertThat(json("?method=rao-kupper").getDouble("eta")).isPositive();
    assertThat(status(BOARD + "?adjust=nothing")).isEqualTo(422);
    assertThat(status(BOARD + "?adjust=position,nothing")).isEqualTo(422);
    assertThat(status(BOARD + "?adjust=position&method=elo")).isEqualTo(422);
    assertThat(json("?adjust=length&adjust=position&adjust=length").getJsonArray("terms"))
        .as("boxes that are ticked come one by one")
        .hasSize(2);
    assertThat(site.getPage(BOARD + "?adjust=position", "").bodyAsString())
        .contains("What the ratings are adjusted for", "value=\"position\" checked");
  }

  @Test
  void other_methods_say_what_they_are_and_what_they_cannot_tell() {
    String page = site.getPage(BOARD + "?method=trueskill", "").bodyAsString();
    assertThat(page).contains("TrueSkill with draws", "take votes as independent", "Student");
    assertThat(page).containsPattern("<strong>2[0-9]\\.[0-9]{2}</strong>");
    assertThat(json("?method=average-win-rate").getJsonArray("items").getJsonObject(0).getMap())
        .doesNotContainKey("log_strength");
    assertThat(json("?method=elo").getInteger("bootstrap")).isEqualTo(200);
    for (String method :
        List.of("elo", "trueskill", "crowd-bt", "plackett-luce", "average-win-rate")) {
      assertThat(site.getPage(BOARD + "/history?method=" + method, "").bodyAsString())
          .contains("has no history");
      assertThat(site.getPage(BOARD + "/differences?method=" + method, "").bodyAsString())
          .contains("gives no intervals of differences");
      assertThat(site.getPage(BOARD + "/checks?method=" + method, "").bodyAsString())
          .contains("without adjustments")
          .doesNotContain("NaN");
      assertThat(
              site.getPage(BOARD + "/generators/" + generators.getFirst() + "?method=" + method, "")
                  .statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void how_far_to_rely_on_a_rating_is_said_in_words_and_files() {
    JsonObject item = json("").getJsonArray("items").getJsonObject(0);
    assertThat(item.getString("status")).isIn("preliminary", "usable", "established");
    String csv = site.get(BOARD + ".csv", Map.of()).bodyAsString();
    assertThat(csv).contains("preliminary,status,too_few_annotators");
    assertThat(csv.lines().skip(1)).allMatch(line -> line.endsWith(",false"));
    assertThat(site.getPage(BOARD, "").bodyAsString()).contains("How far to rely on it");
  }

  @Test
  void a_live_board_carries_the_hash_of_a_recent_number_and_a_permalink_that_of_its_own() {
    JsonObject live =
        Awaitility.await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> json(""), board -> board.getString("data_hash") != null);
    JsonObject kept = json("?at=" + live.getLong("watermark"));
    assertThat(live.getString("data_hash"))
        .hasSize(64)
        .isEqualTo(kept.getString("data_hash"))
        .isNotEqualTo(json("?at=" + halfway).getString("data_hash"));
    assertThat(live.getLong("data_watermark")).isEqualTo(live.getLong("watermark"));
    assertThat(live.getInteger("method_version")).isPositive();
  }

  @Test
  void differences_are_to_the_leader_or_to_whom_one_likes() {
    String page = site.getPage(BOARD + "/differences", "").bodyAsString();
    assertThat(page)
        .contains("Differences to", "chart.min.js", "data-figures", "<caption")
        .doesNotContain("style=");
    String than = "/differences?than=" + generators.get(2);
    assertThat(site.getPage(BOARD + than, "").bodyAsString())
        .contains("Differences to generator 3 in points");
    JsonObject figures =
        site.get(BOARD + "/differences.json?than=" + generators.get(2), Map.of())
            .bodyAsJsonObject();
    assertThat(figures.getString("than")).isEqualTo("generator 3");
    assertThat(figures.getJsonArray("names")).hasSize(2);
    assertThat(status(BOARD + "/differences?than=999999")).isEqualTo(404);
    assertThat(status(BOARD + "/differences?than=x")).isEqualTo(404);
    assertThat(status(BOARD + "/differences?language=xx")).isEqualTo(200);
  }

  @Test
  void two_boards_stand_side_by_side() {
    String path = BOARD + "/compare?a.language=en&b.language=de&b.method=davidson";
    String page = site.getPage(path, "").bodyAsString();
    assertThat(page)
        .contains("Board A", "Board B", "Davidson", "Kendall&#x27;s tau", "generator 3")
        .contains("a.language&#x3D;en", "b.language&#x3D;de", "b.at&#x3D;")
        .contains("ranks higher on B", "ranks lower on B")
        .doesNotContain("style=", "NaN");
    assertThat(site.getPage(BOARD + "/compare", "").bodyAsString())
        .contains("<strong>1.00</strong>");
    assertThat(site.getPage(BOARD + "/compare?b.method=elo", "").bodyAsString())
        .contains("different scales");
    assertThat(site.getPage(BOARD + "/compare?a.language=xx&b.language=xx", "").bodyAsString())
        .contains("Neither board has votes.");
    assertThat(site.getPage(BOARD + "/compare?a.language=xx", "").bodyAsString())
        .contains("tau is not defined");
    assertThat(status(BOARD + "/compare?a.method=magic")).isEqualTo(422);
    assertThat(status(BOARD + "/compare?b.criterion=7")).isEqualTo(404);
    assertThat(status(BOARD + "/compare?a.group=south")).isEqualTo(422);
  }

  @Test
  void a_score_is_expected_with_the_ties_of_the_method() {
    assertThat(board(0, 0).expectedScore(Math.log(3))).isCloseTo(0.75, within(1e-12));
    assertThat(board(2, 0).expectedScore(0)).isCloseTo(0.5, within(1e-12));
    assertThat(board(1, 0).expectedScore(Math.log(4))).isCloseTo(5.0 / 7, within(1e-12));
    assertThat(board(0, Math.log(2)).expectedScore(Math.log(2)))
        .as("wins 1/2, loses 1/5")
        .isCloseTo(0.5 + 0.3 / 2, within(1e-12));
  }

  private static Board board(double nu, double eta) {
    return new Board(
        0, Board.Kinds.NONE, 0, 0, 0, 0, nu, eta, false, 0, 0, true, 0, List.of(), Doubts.NONE);
  }

  @Test
  void a_rating_says_how_it_moved_since_yesterday() throws Exception {
    try (VoteFixture old = VoteFixture.study(site.database, "yesterday")) {
      List<Long> both = old.generators(2);
      for (int i = 0; i < 20; i++) {
        old.vote(
            old.annotator("person"),
            old.comparison(both.get(0), both.get(1)),
            i < 10 || i % 2 == 0 ? Outcome.FIRST : Outcome.SECOND);
      }
      old.execute("alter table vote disable trigger vote_is_immutable");
      old.execute(
          "update vote set sent_at = now() - interval '25 hours' where study = ? and number <= 10",
          old.study());
      old.execute("alter table vote enable trigger vote_is_immutable");
      awaitBoard(old, SOON);

      String path = "/studies/yesterday/board";
      Awaitility.await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(site.getPage(path, "").bodyAsString())
                      .contains(
                          "points down since yesterday", "points up since yesterday", "Rank 1"));
    }
  }

  @Test
  void the_history_ends_at_the_board() {
    String page = site.getPage(BOARD + "/history", "").bodyAsString();
    assertThat(page).contains("<caption", "generator 1", ">90 <", ">45 <");
    JsonObject board = json("");
    long rating = Math.round(board.getJsonArray("items").getJsonObject(0).getDouble("rating"));
    String first =
        page.substring(page.indexOf("<tbody>"), page.indexOf("</tr>", page.indexOf("<tbody>")));
    assertThat(first.substring(first.lastIndexOf("<td")))
        .contains(String.format(Locale.ROOT, "%,d", rating));
  }
}
