package dev.agon.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import dev.agon.cli.Agon;
import dev.agon.tests.RunningAgon;
import dev.agon.tests.figures.SharedData;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import picocli.CommandLine;

/** A published crowd's votes as a study: the board equals the command, and moves with a vote. */
class LlmfaoStudyTest {
  @RegisterExtension static final RunningAgon AGON = new RunningAgon();

  private static Path data = Path.of("");

  @BeforeAll
  static void importStudy() {
    Optional<Path> found = SharedData.folder("llmfao");
    Assumptions.assumeTrue(found.isPresent(), "llmfao is not there");
    data = found.orElseThrow();
    run(
        "import",
        data.resolve("pairs-crowd.jsonl").toString(),
        "--kind=pairs",
        "--study=llmfao",
        "--create",
        "--publish",
        "--overlap=6",
        "--comparison=id",
        "--prompt-id=prompt",
        "--prompt=text",
        "--left=model_x",
        "--right=model_y",
        "--left-text=result_x",
        "--right-text=result_y",
        "--names=" + data.resolve("models.jsonl") + ":id:name");
    run(
        "import",
        data.resolve("crowd-comparisons.csv").toString(),
        "--kind=votes",
        "--study=llmfao",
        "--comparison=id",
        "--annotator=worker");
    AGON.pool()
        .query("update study set board_visibility = 'public', blinding = 'open', undo_seconds = 0")
        .execute()
        .await();
  }

  private static String run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    if (arguments[0].equals("import")) {
      all.add("--database=" + AGON.databaseUrl());
    }
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Agon.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    int code = line.execute(all.toArray(String[]::new));
    assertThat(code).as(err.toString()).isZero();
    return out.toString();
  }

  private static JsonObject boardAt(long watermark) {
    return Awaitility.await("the board with its intervals")
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                new JsonObject(AGON.send(AGON.request("/studies/llmfao/board.json").GET()).body()),
            board ->
                board.getLong("watermark", 0L) >= watermark
                    && board.getLong("intervals_watermark", 0L) >= watermark);
  }

  @Test
  void the_board_equals_the_command_and_moves_with_a_persons_vote() throws InterruptedException {
    assertThat(count("generator")).isEqualTo(59);
    assertThat(count("comparison")).isEqualTo(2139);
    assertThat(count("vote")).isEqualTo(8931);
    assertThat(count("place where state = 0")).isEqualTo(6 * 2139 - 8931);

    JsonObject board = boardAt(8931);
    JsonObject command =
        new JsonObject(
            run(
                "rank",
                data.resolve("crowd-comparisons.csv").toString(),
                "--method=bradley-terry",
                "--annotator=worker",
                "--comparison=id",
                "--json"));

    assertEqualBoards(board.getJsonArray("items"), command.getJsonArray("items"));
    voteInABrowser();
    assertThat(boardAt(8932).getLong("votes")).isEqualTo(8932);
  }

  private static void assertEqualBoards(JsonArray board, JsonArray command) {
    assertThat(board).hasSize(59);
    for (int k = 0; k < 59; k++) {
      JsonObject shown = board.getJsonObject(k);
      JsonObject computed = command.getJsonObject(k);
      assertThat(shown.getString("item")).isEqualTo(computed.getString("item"));
      for (String figure : List.of("rating", "log_strength", "se", "low", "high")) {
        assertThat(shown.getDouble(figure))
            .as(figure + " of " + shown.getString("item"))
            .isCloseTo(computed.getDouble(figure), within(1e-6));
      }
      for (String figure : List.of("rank_low", "rank_high", "votes", "wins", "ties")) {
        assertThat(shown.getLong(figure))
            .as(figure + " of " + shown.getString("item"))
            .isEqualTo(computed.getLong(figure));
      }
    }
  }

  private static void voteInABrowser() {
    try (Chromium chromium = Chromium.start();
        BrowserContext viewer = chromium.window(1440, 900, ColorScheme.LIGHT);
        BrowserContext annotator = chromium.window(1440, 900, ColorScheme.LIGHT)) {
      Page board = viewer.newPage();
      board.navigate(AGON.url("/studies/llmfao/board"));
      PlaywrightAssertions.assertThat(board.locator("[data-part=totals]")).containsText("8,931");
      board.evaluate("window.notReloaded = true");

      Page seat = annotator.newPage();
      seat.navigate(AGON.url("/join/" + joinCode()));
      seat.locator("input[name=agree]").check();
      seat.locator("form.card button.primary").click();
      seat.navigate(AGON.url("/studies/llmfao/annotate"));
      seat.keyboard().press("1");
      seat.keyboard().press("Enter");

      PlaywrightAssertions.assertThat(board.locator("[data-part=totals]"))
          .containsText(Pattern.compile("8,932"));
      assertThat(board.evaluate("window.notReloaded")).isEqualTo(true);
    }
  }

  private static String joinCode() {
    for (Row row : AGON.pool().query("select join_code from study").execute().await()) {
      return row.getString(0);
    }
    throw new IllegalStateException("no study");
  }

  private static long count(String table) {
    return AGON.pool()
        .query("select count(*) from " + table)
        .execute()
        .await()
        .iterator()
        .next()
        .getLong(0);
  }
}
