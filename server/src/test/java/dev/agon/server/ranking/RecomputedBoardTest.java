package dev.agon.server.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.agon.agreement.KendallTau;
import dev.agon.preference.Outcome;
import dev.agon.server.http.TestSite;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every figure of a board's pages is what the commands say of the study's exported votes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
class RecomputedBoardTest {
  private static final String BOARD = "/studies/recomputed/board";
  private static final int VOTES = 480;

  /** Votes up to this number weigh 1, those after it less. */
  private static final int WHOLE = 240;

  private static final List<String> NAMES =
      List.of("=plain, with formula", "bold \"quotes\"", "lists", "headers", "terse");
  private static final List<String> TEXTS =
      List.of(
          "A plain answer.",
          "**Bold**, and __bold again__, and\n**once more**.",
          "- one\n- two\n1. three\n",
          "# Title\n\nText\n\n## Section\n\nMore text, and then some, for its length.",
          "Yes.");

  private final BoardSite boards;
  private final TestSite site;
  private final VoteFixture study;
  private List<Long> generators = List.of();
  private ExportedVotes votes = ExportedVotes.none();

  RecomputedBoardTest() throws Exception {
    boards = BoardSite.start(2);
    site = boards.site;
    study = VoteFixture.study(site.database, "recomputed");
  }

  @BeforeAll
  void vote(@TempDir Path folder) throws Exception {
    generators = new ArrayList<>();
    for (String name : NAMES) {
      generators.add(study.generator(name));
    }
    List<Long> annotators = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      annotators.add(study.annotator(i < 26 ? "person" : "machine"));
    }
    study.execute(
        """
        update annotator set metadata =
          jsonb_build_object('group', case when id % 2 = 0 then 'north' else 'south' end)
        where study = ?
        """,
        study.study());
    Random random = new Random(5);
    for (int i = 0; i < VOTES / 4; i++) {
      int first = random.nextInt(5);
      long comparison =
          study.comparison(
              generators.get(first), generators.get((first + 1 + random.nextInt(4)) % 5));
      if (4 * i == WHOLE) {
        study.execute("alter table judgement alter column weight set default 0.6");
      }
      for (int k = 0; k < 4; k++) {
        study.vote(
            annotators.get((7 * i + k) % 30),
            comparison,
            Outcome.of(random.nextInt(10) < 6 - first ? 1 : 2 + random.nextInt(3)));
      }
    }
    study.execute("alter table judgement alter column weight set default 1");
    dress();
    boards.wake(study);
    RankingRig.awaitNumber(study, "select coalesce(min(intervals_at), 0) from leaderboard", VOTES);
    votes = ExportedVotes.of(site.database, "recomputed", folder);
  }

  /** Languages, categories, styles, days, and every third vote shown the other way round. */
  private void dress() throws Exception {
    study.execute(
        """
        update prompt set language = case when id % 3 = 0 then 'de' else 'en' end,
          metadata = jsonb_build_object('category', case when id % 2 = 0 then 'maths' else 'prose' end)
        where study = ?
        """,
        study.study());
    for (int i = 0; i < NAMES.size(); i++) {
      study.execute(
          "update response set text = ? || repeat(' x', (id % 7)::int) where generator = ?",
          TEXTS.get(i), generators.get(i));
    }
    study.execute("update place set revision = 1 where study = ?", study.study());
    study.execute("alter table vote disable trigger vote_is_immutable");
    study.execute(
        """
        update vote set presentation =
            case when number % 3 = 0 then array[2, 1] else array[1, 2] end::smallint[],
          sent_at = timestamptz '2026-03-01 00:00Z' + number * interval '1 hour'
        where study = ?
        """,
        study.study());
    study.execute("alter table vote enable trigger vote_is_immutable");
  }

  @AfterAll
  void close() throws Exception {
    study.close();
    boards.close();
  }

  private JsonNode board(String query) throws Exception {
    String text = site.get(BOARD + ".json" + query, Map.of()).bodyAsString();
    return new ObjectMapper().readTree(text);
  }

  /** A kept board with the hash of its votes, which a busy machine may leave out for a while. */
  private JsonNode hashed(String query) throws Exception {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> board(query), board -> !board.path("data_hash").isNull());
  }

  private String page(String path) {
    return site.getPage(BOARD + path, "").bodyAsString();
  }

  private JsonNode rank(String... options) throws Exception {
    return votes.rank(List.of(options));
  }

  private static void equal(JsonNode shown, JsonNode computed) {
    assertThat(shown.get("data_hash")).isNotNull().isEqualTo(computed.get("data_hash"));
    assertThat(shown.get("data_watermark")).isEqualTo(shown.get("watermark"));
    assertThat(shown.get("method_version")).isEqualTo(computed.get("method_version"));
    assertThat(shown.get("method")).isEqualTo(computed.get("method"));
    same(shown, computed, "votes", "annotators", "nu", "eta", "log_likelihood");
    assertThat(shown.get("items")).hasSameSizeAs(computed.get("items"));
    for (int i = 0; i < shown.get("items").size(); i++) {
      JsonNode mine = shown.get("items").get(i);
      JsonNode theirs = computed.get("items").get(i);
      assertThat(theirs.get("item").asText()).isEqualTo(mine.get("item").asText());
      String figure = theirs.has("score") ? "score" : "rating";
      assertThat(mine.get("rating").asDouble())
          .isCloseTo(theirs.get(figure).asDouble(), within(1e-6));
      same(mine, theirs, "se", "low", "high", "rank_low", "rank_high", "log_strength");
      same(mine, theirs, "votes", "wins");
      if (theirs.has("status")) {
        assertThat(mine.get("status")).isEqualTo(theirs.get("status"));
      }
    }
    for (int i = 0; computed.has("terms") && i < computed.get("terms").size(); i++) {
      JsonNode mine = shown.get("terms").get(i);
      JsonNode theirs = computed.get("terms").get(i);
      assertThat(mine.get("term")).isEqualTo(theirs.get("term"));
      same(mine, theirs, "effect", "se", "low", "high");
    }
  }

  /** Members are the same where both have them. */
  private static void same(JsonNode shown, JsonNode computed, String... members) {
    for (String member : members) {
      if (shown.path(member).isNumber() && computed.path(member).isNumber()) {
        assertThat(shown.get(member).asDouble())
            .as(member)
            .isCloseTo(computed.get(member).asDouble(), within(1e-6));
      }
    }
  }

  @Test
  void the_kept_board_is_what_the_command_says_of_the_export() throws Exception {
    JsonNode kept = hashed("");
    assertThat(kept.get("votes").asInt()).isEqualTo(VOTES);
    equal(kept, rank());
    equal(hashed("?kind=person"), rank("--where", "annotator_kind=person"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "language=language=de",
        "category=category=maths",
        "group=annotator_group=north",
        "kind=annotator_kind=machine"
      })
  void every_filter_is_a_where(String filter) throws Exception {
    String[] parts = filter.split("=", 2);
    String value = parts[1].substring(parts[1].indexOf('=') + 1);
    equal(board("?" + parts[0] + "=" + value), rank("--where", parts[1]));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bradley-terry", "davidson", "rao-kupper", "crowd-bt", "average-win-rate"})
  void every_method_is_the_command_s(String method) throws Exception {
    equal(board("?method=" + method + "&from=2000-01-01"), rank("--method", method));
  }

  @Test
  void rankings_count_by_the_weights_of_their_pairs_as_the_command_counts_them() throws Exception {
    equal(board("?method=plackett-luce"), rank("--method", "plackett-luce", "--ballot", "number"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"trueskill", "elo"})
  void methods_of_whole_votes_refuse_unequal_weights_as_the_command_does(String method)
      throws Exception {
    JsonNode refused = board("?method=" + method);
    assertThat(refused.get("status").asInt()).isEqualTo(422);
    assertThat(refused.get("errors").get(0).get("field").asText()).isEqualTo("method");
    String sentence = refused.get("errors").get(0).get("message").asText();
    assertThat(sentence).contains("unequal weights", "bradley-terry");
    assertThat(votes.refusal(List.of("--method", method))).contains(sentence);
    assertThat(page("?method=" + method)).contains("unequal weights");
  }

  @ParameterizedTest
  @ValueSource(strings = {"trueskill", "elo", "plackett-luce"})
  void methods_of_whole_votes_are_the_command_s_where_weights_are_equal(String method)
      throws Exception {
    ExportedVotes whole = votes.where(row -> Long.parseLong(row.getField("number")) <= WHOLE);
    List<String> options = new ArrayList<>(List.of("--method", method));
    if (method.equals("plackett-luce")) {
      options.addAll(List.of("--ballot", "number"));
    }
    equal(board("?method=" + method + "&at=" + WHOLE), whole.rank(options));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"position", "length", "headers", "bold", "lists", "position,length,lists"})
  void every_adjustment_is_the_command_s(String adjust) throws Exception {
    JsonNode shown = board("?adjust=" + adjust);
    assertThat(shown.get("terms")).hasSize(adjust.split(",").length);
    equal(shown, rank("--terms", adjust));
  }

  @Test
  void periods_numbers_and_several_filters_at_once_are_rows_left_out() throws Exception {
    equal(
        board("?from=2026-03-05&to=2026-03-12"),
        votes
            .where(row -> row.getField("sent_at").compareTo("2026-03-05") >= 0)
            .where(row -> row.getField("sent_at").compareTo("2026-03-13") < 0)
            .rank(List.of()));
    equal(
        board("?at=200"),
        votes.where(row -> Long.parseLong(row.getField("number")) <= 200).rank(List.of()));
    equal(
        board("?language=en&category=prose&kind=person&method=rao-kupper&adjust=length,position"),
        rank(
            "--where=language=en",
            "--where=category=prose",
            "--where=annotator_kind=person",
            "--method=rao-kupper",
            "--terms=position,length"));
  }

  private static String shown(double value, int decimals) {
    return String.format(Locale.ENGLISH, "%,." + decimals + "f", value);
  }

  private static Stream<JsonNode> items(JsonNode ranked) {
    return StreamSupport.stream(ranked.get("items").spliterator(), false);
  }

  @Test
  void the_page_prints_these_figures() throws Exception {
    String page = page("?language=de&method=davidson&adjust=position");
    JsonNode ranked = rank("--where", "language=de", "--method", "davidson", "--terms", "position");
    items(ranked)
        .forEach(
            item ->
                assertThat(page)
                    .contains(
                        "<strong>" + shown(item.get("rating").asDouble(), 0) + "</strong>",
                        "± "
                            + shown(item.get("high").asDouble() - item.get("rating").asDouble(), 0),
                        "from "
                            + shown(item.get("low").asDouble(), 0)
                            + " to "
                            + shown(item.get("high").asDouble(), 0)));
    JsonNode effect = ranked.get("terms").get(0);
    assertThat(page)
        .contains(
            "<strong>" + shown(effect.get("effect").asDouble(), 3) + "</strong>",
            "from "
                + shown(effect.get("low").asDouble(), 3)
                + " to "
                + shown(effect.get("high").asDouble(), 3));
  }

  @Test
  void differences_are_the_command_s() throws Exception {
    String page = page("/differences?method=rao-kupper");
    JsonNode leads = rank("--method", "rao-kupper").get("differences");
    assertThat(leads).hasSize(NAMES.size() - 1);
    for (JsonNode lead : leads) {
      assertThat(page)
          .contains(
              "<strong>" + shown(lead.get("points").asDouble(), 1) + "</strong>",
              "from "
                  + shown(lead.get("low").asDouble(), 1)
                  + " to "
                  + shown(lead.get("high").asDouble(), 1));
    }
  }

  @Test
  void two_boards_side_by_side_are_two_commands() throws Exception {
    String page = page("/compare?a.language=en&b.language=de&b.method=davidson");
    JsonNode a = rank("--where", "language=en");
    JsonNode b = rank("--where", "language=de", "--method", "davidson");
    List<double[]> ratings = List.of(new double[NAMES.size()], new double[NAMES.size()]);
    for (int i = 0; i < NAMES.size(); i++) {
      String name = NAMES.get(i);
      for (int side = 0; side < 2; side++) {
        JsonNode item = item(side == 0 ? a : b, name);
        ratings.get(side)[i] = item.get("rating").asDouble();
        assertThat(page)
            .contains(
                "<strong>%s</strong> <span class=\"muted interval\">%s – %s</span>"
                    .formatted(
                        shown(item.get("rating").asDouble(), 0),
                        shown(item.get("low").asDouble(), 0),
                        shown(item.get("high").asDouble(), 0)));
      }
    }
    double tau = KendallTau.of(ratings.getFirst(), ratings.getLast());
    assertThat(page).contains("<strong>" + shown(tau, 2) + "</strong> ");
  }

  @Test
  void the_history_is_of_the_first_votes() throws Exception {
    String page = page("/history");
    for (int count : new int[] {VOTES / 2, VOTES}) {
      String head = page.substring(page.indexOf("<thead>"), page.indexOf("</thead>"));
      int at = head.indexOf("<th scope=\"col\" class=\"number\">" + count + " <");
      assertThat(at).isPositive();
      int column = head.substring(0, at).split("class=\"number\"", -1).length;
      String body = page.substring(page.indexOf("<tbody>"), page.indexOf("</tbody>"));
      String figures =
          Arrays.stream(body.split("</tr>", -1))
              .map(row -> row.split("<td", -1))
              .filter(cells -> cells.length > column)
              .map(cells -> cells[column])
              .collect(Collectors.joining());
      items(votes.first(count).rank(List.of()))
          .forEach(
              item ->
                  assertThat(figures)
                      .contains(
                          shown(item.get("rating").asDouble(), 0),
                          shown(item.get("low").asDouble(), 0)
                              + "–"
                              + shown(item.get("high").asDouble(), 0)));
    }
  }

  @Test
  void checks_are_the_commands() throws Exception {
    String page = page("/checks");
    JsonNode agreement = votes.agreement(NAMES.stream().toList());
    for (String figure : List.of("percent_agreement", "krippendorff_alpha", "gwet_ac1")) {
      assertThat(page)
          .contains(
              "<strong>" + shown(agreement.get(figure).get("value").asDouble(), 3) + "</strong>",
              shown(agreement.get(figure).get("low").asDouble(), 3)
                  + " – "
                  + shown(agreement.get(figure).get("high").asDouble(), 3));
    }
    assertThat(page)
        .contains(
            "<strong>" + rank("--fragility").get("fragility").get("votes").asInt() + "</strong>");
    JsonNode position = rank("--terms", "position").get("terms").get(0);
    assertThat(page).contains(shown(position.get("effect").asDouble(), 3));
  }

  @Test
  void pairs_and_records_are_the_command_s() throws Exception {
    List<JsonNode> records = new ArrayList<>();
    rank("--pairs", "--terms", "position").get("pairs").forEach(records::add);
    assertThat(records).hasSize(NAMES.size() * (NAMES.size() - 1) / 2);
    assertThat(records).noneMatch(pair -> pair.get("balanced").isNull());
    String query = "?adjust=position";
    String pairs = page("/pairs" + query);
    for (int i = 0; i < NAMES.size(); i++) {
      String own = NAMES.get(i);
      String generator = page("/generators/" + generators.get(i) + query);
      for (JsonNode pair : records) {
        boolean better = pair.get("item").asText().equals(own);
        if (better || pair.get("rival").asText().equals(own)) {
          assertThat(pairs).contains(cell(pair, better));
          assertThat(generator).contains(figures(pair, better));
        }
      }
    }
  }

  /** What the table of pairs shows of one against another. */
  private static String cell(JsonNode pair, boolean better) {
    return "<strong>%s</strong><span class=\"visually-hidden\"> %%</span><span class=\"count\">%d<"
        .formatted(percent(pair, "score", better, 0), pair.get("votes").asInt());
  }

  /** What a generator's page shows of its record. */
  private static List<String> figures(JsonNode pair, boolean better) {
    int drawn = pair.get("ties").asInt() + pair.get("both_bad").asInt();
    return List.of(
        pair.get(better ? "wins" : "losses").asInt()
            + "–"
            + pair.get(better ? "losses" : "wins").asInt()
            + "–"
            + drawn,
        percent(pair, "score", better, 1) + " %</strong>",
        percent(pair, better ? "low" : "high", better, 0)
            + "–"
            + percent(pair, better ? "high" : "low", better, 0),
        ">" + percent(pair, "balanced", better, 1) + " %<",
        ">" + percent(pair, "expected", better, 1) + " %<");
  }

  private static String percent(JsonNode pair, String figure, boolean better, int decimals) {
    double share = pair.get(figure).asDouble();
    return shown(100 * (better ? share : 1 - share), decimals);
  }

  private static JsonNode item(JsonNode ranked, String name) {
    return items(ranked).filter(i -> i.get("item").asText().equals(name)).findFirst().orElseThrow();
  }
}
