package dev.agon.tests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.sun.net.httpserver.HttpServer;
import dev.agon.preference.Outcome;
import dev.agon.server.ranking.BoardSite;
import dev.agon.server.ranking.VoteFixture;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The leaderboard in a browser: how it looks, reads and moves. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BoardPageTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String HOSTILE = "<img src=x onerror=\"window.hurt=1\">{{this}}\"'>";
  private static final List<String> NAMES =
      List.of(
          "terse-1b",
          "thorough-large-instruct, checkpoint 2026-10-01",
          "wrong-but-confident",
          "hedging",
          "bulleted",
          "off-topic",
          HOSTILE);

  private final BoardSite boards;
  private final Chromium chromium;

  BoardPageTest() throws Exception {
    boards = BoardSite.start(20);
    chromium = Chromium.start();
  }

  @BeforeAll
  void fill() throws Exception {
    try (VoteFixture study = VoteFixture.study(boards.site.database, "sample")) {
      study.execute(
          """
          update study set name = 'Everyday questions', question = 'Which answer is more helpful?'
          where id = ?
          """,
          study.study());
      List<Long> generators = new ArrayList<>();
      for (String name : NAMES) {
        generators.add(study.generator(name));
      }
      study.generator("just added");
      List<Long> annotators = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        annotators.add(study.annotator(i < 3 ? "person" : "simulated"));
      }
      Random random = new Random(11);
      for (int i = 0; i < 400; i++) {
        int first = random.nextInt(6);
        int second = i % 40 == 0 ? 6 : (first + 1 + random.nextInt(5)) % 6;
        Outcome outcome = Outcome.of(1 + (random.nextInt(8) > first ? 0 : 1 + random.nextInt(3)));
        study.vote(
            annotators.get(random.nextInt(12)),
            study.comparison(generators.get(first), generators.get(second)),
            outcome);
      }
      boards.wake(study);
      Awaitility.await("the board has intervals")
          .atMost(PATIENCE)
          .until(
              () -> study.number("select coalesce(max(intervals_at), 0) from leaderboard") >= 400);
    }
  }

  @AfterAll
  void stop() {
    chromium.close();
    boards.close();
  }

  @Test
  void the_board_has_no_barriers_in_either_theme_wide_or_narrow() {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      for (int width : new int[] {1440, 390}) {
        try (BrowserContext window = chromium.window(width, 900, scheme)) {
          Page page = open(window, "sample");
          assertThat(page.locator("[data-state]")).hasText("Live");
          String name = "board-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT);
          Chromium.shoot(page, name);

          assertThat(Chromium.violations(page)).as(name).isEmpty();
          assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
              .as("no sideways scrolling at %d", width)
              .isLessThanOrEqualTo(width);
          assertThat(page.evaluate("window.hurt")).isNull();
          for (Locator told :
              page.locator(
                      ".headline-name, .headline-rating, .headline-whisker, .headline-facts dd, .headline-more a")
                  .all()) {
            BoundingBox box = told.boundingBox();
            assertThat(box.y + box.height).as("seen without scrolling").isLessThan(900);
          }
          if (width > 1000) {
            page.locator("thead button").first().click();
            assertThat(page.locator("#why-rank")).isVisible();
            assertThat(Chromium.violations(page)).as(name + " explained").isEmpty();
          }
        }
      }
    }
  }

  @Test
  void the_pages_beside_the_board_have_no_barriers_and_lead_into_each_other() {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      for (int width : new int[] {1440, 390}) {
        try (BrowserContext window = chromium.window(width, 900, scheme)) {
          Page page = open(window, "sample");
          page.locator("tbody th a").first().click();
          assertThat(page.locator(".rivals-table tbody tr").first()).isVisible();
          accessible(page, "generator", width, scheme);
          boolean each = (width == 390) == (scheme == ColorScheme.DARK);
          for (String tab :
              each
                  ? List.of("Pairs", "Differences", "History", "Checks", "Two boards")
                  : List.<String>of()) {
            page.locator(".tabs").getByText(tab).click();
            assertThat(page.locator(".tabs [aria-current=page]")).hasText(tab);
            assertThat(page.locator("[data-chart] canvas"))
                .hasCount(List.of("Differences", "History").contains(tab) ? 1 : 0);
            if (tab.equals("Checks")) {
              assertThat(page.locator("main"))
                  .containsText("No comparison has votes of two annotators.");
            }
            accessible(page, tab, width, scheme);
          }
          if (!each) {
            continue;
          }
          page.locator(".tabs").getByText("Leaderboard").click();
          page.locator(".board-filter summary").click();
          page.getByLabel("Method").selectOption("rao-kupper");
          page.locator(".board-filter .primary").click();
          assertThat(page.locator(".headline-facts")).containsText("Rao-Kupper");
          accessible(page, "part", width, scheme);
        }
      }
    }
  }

  private static void accessible(Page page, String name, int width, ColorScheme scheme) {
    String shot = "board-" + name + "-" + width + "-" + scheme.name();
    Chromium.shoot(page, shot.toLowerCase(Locale.ROOT));
    assertThat(Chromium.violations(page)).as(shot).isEmpty();
    assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
        .as("no sideways scrolling of %s at %d", name, width)
        .isLessThanOrEqualTo(width);
  }

  @Test
  void charts_follow_the_reader_s_wishes_and_speak_their_language() {
    try (BrowserContext window = chromium.window(390, 900, ColorScheme.LIGHT)) {
      Page page = window.newPage();
      List<String> errors = new ArrayList<>();
      page.onConsoleMessage(message -> errors.add(message.text()));
      page.navigate(address("/studies/sample/board/history"));
      Locator line = page.locator(".chart-toggle").first();
      assertThat(line).hasAttribute("aria-pressed", "true");
      String before = picture(page);
      line.focus();
      page.keyboard().press("Enter");
      assertThat(line).hasAttribute("aria-pressed", "false");
      assertThat(picture(page)).as("without the line").isNotEqualTo(before);
      page.keyboard().press("Enter");
      assertThat(picture(page)).isEqualTo(before);
      page.evaluate("document.documentElement.dataset.theme = 'dark'");
      page.waitForTimeout(100);
      assertThat(picture(page)).as("in other colours").isNotEqualTo(before);
      assertThat(errors).as("nothing that the policy forbids").isEmpty();

      window.addCookies(List.of(new Cookie("agon_language", "ar").setUrl(address("/"))));
      for (String tab : List.of("history", "differences", "compare")) {
        page.navigate(address("/studies/sample/board/" + tab));
        assertThat(page.locator("html")).hasAttribute("dir", "rtl");
        accessible(page, tab + "-ar", 390, ColorScheme.LIGHT);
      }
    }
  }

  private static String picture(Page page) {
    return (String) page.evaluate("document.querySelector('canvas').toDataURL()");
  }

  @Test
  void another_site_s_page_shows_the_bare_board_live_and_no_other_page() throws Exception {
    HttpServer other =
        site(
            "<iframe id=bare width=800 height=640 src='%s'></iframe><iframe id=full src='%s'></iframe>"
                .formatted(
                    address("/studies/elsewhere/board/embed"),
                    address("/studies/elsewhere/board")));
    try (VoteFixture study = VoteFixture.study(boards.site.database, "elsewhere");
        BrowserContext window = chromium.window(900, 900, ColorScheme.LIGHT)) {
      long comparison = study.comparison(study.generator("a"), study.generator("b"));
      vote(study, comparison, Outcome.FIRST, 2);
      Page page = window.newPage();
      page.navigate("http://localhost:" + other.getAddress().getPort());
      FrameLocator bare = page.frameLocator("#bare");
      assertThat(bare.locator("[data-state]")).hasText("Live");
      assertThat(bare.locator(".headline-facts dd").first()).hasText("2");
      vote(study, comparison, Outcome.SECOND, 3);
      assertThat(bare.locator(".headline-facts dd").first()).hasText("5");
      assertThat(page.frameLocator("#full").locator("[data-board]")).hasCount(0);
      assertThat(window.cookies()).isEmpty();
      Chromium.shoot(page, "board-embedded");
    } finally {
      other.stop(0);
    }
  }

  @Test
  void the_bare_board_has_no_barriers() {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      for (int width : new int[] {1440, 390}) {
        try (BrowserContext window = chromium.window(width, 640, scheme)) {
          Page page = window.newPage();
          page.navigate(address("/studies/sample/board/embed"));
          assertThat(page.locator("[data-state]")).hasText("Live");
          accessible(page, "bare", width, scheme);
        }
      }
    }
  }

  /** Another site, which has this one page. */
  private static HttpServer site(String html) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] page = html.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    server.start();
    return server;
  }

  @Test
  void before_the_first_vote_and_at_it() throws Exception {
    try (VoteFixture study = VoteFixture.study(boards.site.database, "fresh");
        BrowserContext window = chromium.window(1440, 900, ColorScheme.LIGHT)) {
      long comparison = study.comparison(study.generator("a"), study.generator("b"));
      Page page = open(window, "fresh");
      assertThat(page.getByText("No votes yet")).isVisible();
      assertThat(Chromium.violations(page)).isEmpty();

      study.vote(study.annotator("person"), comparison, Outcome.FIRST);
      boards.wake(study);

      assertThat(page.locator("tbody tr")).hasCount(2);
      assertThat(page.locator("tbody tr").first()).containsText("a");
    }
  }

  @Test
  void the_board_moves_without_reload_and_rests_while_paused_or_hidden() throws Exception {
    try (VoteFixture study = VoteFixture.study(boards.site.database, "moving");
        BrowserContext window = chromium.window(1440, 900, ColorScheme.LIGHT)) {
      long comparison = study.comparison(study.generator("a"), study.generator("b"));
      vote(study, comparison, Outcome.FIRST, 2);
      Page page = open(window, "moving");
      page.evaluate("window.stayed = true");
      assertThat(page.locator("[data-state]")).hasText("Live");
      Locator votes = page.locator(".headline-facts dd").first();
      assertThat(votes).hasText("2");
      assertThat(page.locator("tbody th").first()).containsText("a");
      Locator read =
          page.getByRole(AriaRole.ROWHEADER)
              .locator("a")
              .filter(new Locator.FilterOptions().setHasText(Pattern.compile("^a$")));
      read.focus();

      vote(study, comparison, Outcome.SECOND, 4);
      assertThat(votes).hasText("6");
      assertThat(page.locator("tbody th").first()).containsText("b");
      assertThat(read).isFocused();
      // Read out every ten seconds at most.
      assertThat(page.locator("[data-announce]"))
          .containsText("b leads", new LocatorAssertions.ContainsTextOptions().setTimeout(20_000));

      page.locator("[data-pause]").focus();
      page.keyboard().press("Space");
      assertThat(page.locator("[data-state]")).hasText("Paused");
      vote(study, comparison, Outcome.SECOND, 1);
      page.waitForTimeout(1_500);
      assertThat(votes).hasText("6");
      page.locator("[data-pause]").click();
      assertThat(votes).hasText("7");

      hide(page, true);
      vote(study, comparison, Outcome.SECOND, 1);
      page.waitForTimeout(1_500);
      assertThat(votes).hasText("7");
      hide(page, false);
      assertThat(votes).hasText("8");
      assertThat(page.evaluate("window.stayed")).isEqualTo(true);

      String moved = shown(page);
      page.reload();
      assertThat(page.locator("[data-state]")).hasText("Live");
      assertThat(shown(page)).as("loaded afresh").isEqualTo(moved);
    }
  }

  @Test
  void the_pages_beside_the_board_follow_it_and_rest_while_paused() throws Exception {
    try (VoteFixture study = VoteFixture.study(boards.site.database, "beside");
        BrowserContext window = chromium.window(1440, 900, ColorScheme.LIGHT)) {
      long comparison = study.comparison(study.generator("a"), study.generator("b"));
      vote(study, comparison, Outcome.FIRST, 3);
      Page page = open(window, "beside");
      page.locator(".tabs").getByText("Differences").click();
      page.evaluate("window.stayed = true");
      Locator row = page.locator("tbody tr");
      assertThat(row).containsText("b");
      assertThat(page.locator("[data-state]")).hasText("Updates every few seconds");
      page.locator("[data-pause]").focus();
      Object drawn = page.locator("canvas").evaluate("canvas => canvas.toDataURL()");

      vote(study, comparison, Outcome.SECOND, 5);
      assertThat(page.locator("caption")).containsText("8", within(20_000));
      assertThat(row).containsText("a");
      assertThat(page.locator("[data-pause]")).isFocused();
      assertThat(page.locator("canvas").evaluate("canvas => canvas.toDataURL()"))
          .isNotEqualTo(drawn);
      assertThat(page.evaluate("window.stayed")).isEqualTo(true);
      String moved = page.locator("[data-moving] table").innerHTML();
      page.reload();
      assertThat(page.locator("[data-moving] table").innerHTML()).isEqualTo(moved);

      page.locator(".tabs").getByText("Pairs").click();
      assertThat(page.locator("[data-state]")).hasText("Updates every few seconds");
      page.locator("[data-pause]").click();
      assertThat(page.locator("[data-state]")).hasText("Paused");
      vote(study, comparison, Outcome.SECOND, 1);
      page.waitForTimeout(8_000);
      assertThat(page.locator("caption")).containsText("8");
      page.locator("[data-pause]").click();
      assertThat(page.locator("caption")).containsText("9", within(20_000));

      page.navigate(address("/studies/beside/board/compare?b.at=8"));
      Locator side = page.locator(".compare-side.a");
      side.locator("summary").click();
      page.locator("[id='filter-a.method']").selectOption("davidson");
      vote(study, comparison, Outcome.SECOND, 2);
      assertThat(side).containsText("Votes: 11", within(20_000));
      assertThat(page.locator("[id='filter-a.method']")).hasValue("davidson");
      assertThat(page.locator("[id='filter-a.method']")).isVisible();
      assertThat(page.locator(".compare-side.b")).containsText("Votes: 8");

      page.navigate(address("/studies/beside/board/pairs?at=8"));
      assertThat(page.locator("caption")).containsText("8");
      assertThat(page.locator("[data-follow]")).hasCount(0);
    }
  }

  private static LocatorAssertions.ContainsTextOptions within(double milliseconds) {
    return new LocatorAssertions.ContainsTextOptions().setTimeout(milliseconds);
  }

  @Test
  void where_there_is_no_room_for_a_stream_the_page_asks_every_few_seconds() throws Exception {
    try (BoardSite full = BoardSite.start(0);
        VoteFixture study = VoteFixture.study(full.site.database, "full");
        BrowserContext window = chromium.window(390, 800, ColorScheme.DARK)) {
      long comparison = study.comparison(study.generator("a"), study.generator("b"));
      Page page = window.newPage();
      page.navigate("http://127.0.0.1:" + full.site.port + "/studies/full/board");
      assertThat(page.locator("[data-state]")).hasText("Updates every few seconds");

      study.vote(study.annotator("person"), comparison, Outcome.FIRST);

      assertThat(page.locator("tbody tr"))
          .hasCount(2, new LocatorAssertions.HasCountOptions().setTimeout(15_000));
    }
  }

  @Test
  void without_scripts_the_board_is_a_page_to_reload() {
    try (BrowserContext window = chromium.withoutScripts(1440, 900)) {
      Page page = open(window, "sample");

      assertThat(page.locator("tbody tr")).hasCount(7);
      assertThat(page.locator("[data-follow]")).isHidden();
      page.getByText("People only").click();
      assertThat(page.locator(".segments [aria-current=page]")).hasText("People only");
    }
  }

  private void vote(VoteFixture study, long comparison, Outcome outcome, int votes)
      throws Exception {
    for (int i = 0; i < votes; i++) {
      study.vote(study.annotator("person"), comparison, outcome);
    }
    boards.wake(study);
    Awaitility.await("the board counts every vote")
        .atMost(PATIENCE)
        .until(() -> study.watermark() >= study.number());
  }

  private static String shown(Page page) {
    return page.locator("[data-board]").innerHTML().replaceAll(">\\s+<", "><");
  }

  private static void hide(Page page, boolean hidden) {
    page.evaluate(
        """
        hidden => {
          Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
          document.dispatchEvent(new Event('visibilitychange'));
        }
        """,
        hidden);
  }

  private Page open(BrowserContext window, String slug) {
    Page page = window.newPage();
    page.navigate(address("/studies/" + slug + "/board"));
    return page;
  }

  private String address(String path) {
    return "http://127.0.0.1:" + boards.site.port + path;
  }
}
