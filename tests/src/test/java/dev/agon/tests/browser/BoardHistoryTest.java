package dev.agon.tests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.agon.server.ranking.BoardSite;
import dev.agon.server.ranking.VoteFixture;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The history of a board of many models. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BoardHistoryTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int MODELS = 150;
  private static final int VOTES = 20 * MODELS;

  private final BoardSite boards;
  private final Chromium chromium;

  BoardHistoryTest() throws Exception {
    boards = BoardSite.start(20);
    chromium = Chromium.start();
  }

  @BeforeAll
  void fill() throws Exception {
    try (VoteFixture study = VoteFixture.study(boards.site.database, "many")) {
      long id = study.study();
      study.execute(
          "insert into generator (study, name) select ?, 'model ' || g from generate_series(1, ?) g",
          id,
          MODELS);
      study.execute(
          "insert into prompt (study, external_id, text) values (?, 'p', 'A prompt')", id);
      study.execute(
          "insert into response (study, prompt, generator, text)"
              + " select ?, p.id, g.id, g.name from prompt p, generator g",
          id);
      study.execute(
          """
          with r as (select id, generator, row_number() over (order by generator) as k from response),
          pair as (
            select least(a.generator, b.generator) as f, greatest(a.generator, b.generator) as s,
              case when a.generator < b.generator then array[a.id, b.id] else array[b.id, a.id] end as responses
            from r a cross join generate_series(1, 4) d join r b on b.k = (a.k - 1 + d * d) % ? + 1),
          m as (insert into matchup (study, generators) select ?, array[f, s] from pair returning id, generators)
          insert into comparison (study, external_id, prompt, responses, matchup, wanted)
          select ?, 'c' || m.id, (select min(id) from prompt), pair.responses, m.id, 5
          from pair join m on m.generators = array[pair.f, pair.s]
          """,
          MODELS, id, id);
      for (int k = 0; k < 20; k++) {
        study.annotator("person");
      }
      study.execute(
          """
          with a as (select id, row_number() over (order by id) - 1 as k from annotator),
          p as (
            insert into place (study, comparison, matchup, presentation, state, revision, annotator)
            select ?, c.id, c.matchup, '{1,2}', 2, 1, a.id
            from comparison c cross join generate_series(0, 4) j join a on a.k = (c.id * 7 + j) % 20
            returning id, comparison, annotator, rnd),
          v as (
            insert into vote (study, number, place, comparison, annotator, revision, key, body_hash, purpose,
              presentation, study_version, source)
            select ?, row_number() over (order by rnd), id, comparison, annotator, 1, gen_random_uuid(), '', 1,
              '{1,2}', 1, 'api' from p returning number)
          insert into judgement (study, number, criterion, first, second, outcome)
          select ?, number, 1, 1, 2, case when (number * 37) % 100 < 60 then 1 else 2 end from v
          """,
          id, id, id);
      study.execute("update study_clock set seq = ? where study = ?", (long) VOTES, id);
      boards.wake(study);
      Awaitility.await("the board has intervals")
          .atMost(PATIENCE)
          .until(
              () ->
                  study.number("select coalesce(max(intervals_at), 0) from leaderboard") >= VOTES);
    }
  }

  @AfterAll
  void stop() {
    chromium.close();
    boards.close();
  }

  @Test
  void all_models_are_in_the_table_and_any_can_be_found_and_drawn() {
    for (int width : new int[] {1440, 390}) {
      try (BrowserContext window = chromium.window(width, 900, ColorScheme.LIGHT)) {
        Page page = window.newPage();
        page.setDefaultTimeout(120_000);
        page.setDefaultNavigationTimeout(120_000);
        page.navigate("http://127.0.0.1:" + boards.site.port + "/studies/many/board/history");
        Locator pressed = page.locator(".chart-toggle[aria-pressed=true]");
        assertThat(page.locator(".history-table tbody tr")).hasCount(MODELS);
        assertThat(pressed).hasCount(6);
        assertThat(page.locator(".chart-toggle")).hasCount(18);
        String before = picture(page);

        page.getByLabel("Find a model").fill("model 15");
        assertThat(page.locator(".chart-search [role=status]")).containsText("of " + MODELS);
        Locator found = page.locator(".chart-toggle[aria-pressed=false]").first();
        String wanted = found.textContent();
        assertThat(wanted).startsWith("model 15");
        found.click();

        assertThat(pressed).hasCount(7);
        assertThat(page.locator(".chart-toggle:focus")).hasText("●" + wanted);
        assertThat(picture(page)).isNotEqualTo(before);
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
            .isLessThanOrEqualTo(width);
        page.getByLabel("Find a model").fill("");
        pressed.first().click();
        assertThat(pressed).hasCount(6);
        // All rows are alike.
        page.evaluate(
            "[...document.querySelectorAll('.history-table tbody tr')].slice(5).forEach((row) => row.remove())");
        Chromium.shoot(page, "board-history-many-" + width);
        assertThat(Chromium.violations(page)).isEmpty();
      }
    }
  }

  private static String picture(Page page) {
    return (String) page.evaluate("document.querySelector('canvas').toDataURL()");
  }
}
