package dev.agon.tests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import dev.agon.server.sql.StudyFixture;
import dev.agon.server.study.Votes;
import dev.agon.tests.RunningAgon;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every page that an annotator meets: usable by all, blind, and deaf to hostile text. */
class SeatPagesTest {
  @RegisterExtension static final RunningAgon AGON = new RunningAgon();

  private static final String LONG_PROMPT =
      "Read this first.\n\n" + "A long prompt goes on and on. ".repeat(120);

  private static final List<String> HOSTILE =
      List.of(
          "<script>window.hurt=1</script>",
          "<img src=x onerror=\"window.hurt=1\">",
          "<svg onload=window.hurt=1>",
          "\"><script>window.hurt=1</script>",
          "</script><script>window.hurt=1</script>",
          "<!--<script>window.hurt=1//-->",
          "[x](javascript:window.hurt=1)",
          "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
          "![x](x \"onerror=window.hurt=1\")",
          "<iframe srcdoc=\"<script>parent.hurt=1</script>\">",
          "<a href=\"java\nscript:window.hurt=1\">x</a>",
          "<style>@import 'javascript:window.hurt=1';</style>",
          "<math><mtext></form><form><mglyph><style></math><img src onerror=window.hurt=1>",
          "{{constructor.constructor('window.hurt=1')()}}",
          "{{{this}}} {{> layout}} ${window.hurt=1}",
          "<base href=https://evil.example/>",
          "<form action=https://evil.example><button>Vote",
          "\u2028\u2029\\u003cscript\\u003ewindow.hurt=1",
          "<details open ontoggle=window.hurt=1>",
          "`<script>window.hurt=1</script>`");

  private static Chromium chromium;
  private StudyFixture study;

  @BeforeAll
  static void start() {
    chromium = Chromium.start();
  }

  @AfterAll
  static void stop() {
    chromium.close();
  }

  @BeforeEach
  void newStudy() {
    study = AGON.study(3, 4, 2);
    study.run(
        "update study set votes_per_annotator = 4, guidelines = '## How\n\n- Read *both*.', consent = 'We store **votes**.' where id = $1",
        study.id());
  }

  /** Checks pages in one theme, wide when it is light and narrow when it is dark. */
  private static final class Inspection {
    final List<String> wrong = new ArrayList<>();
    final ColorScheme scheme;
    Page page;

    Inspection(ColorScheme scheme, Page page) {
      this.scheme = scheme;
      this.page = page;
    }

    void check(String name) {
      page.waitForTimeout(350);
      for (int width : new int[] {1440, 390}) {
        page.setViewportSize(width, width == 390 ? 844 : 900);
        page.waitForTimeout(60);
        String at = name + " at " + width + " " + scheme.name().toLowerCase(Locale.ROOT);
        if (width == (scheme == ColorScheme.LIGHT ? 1440 : 390)) {
          Chromium.violations(page).forEach(violation -> wrong.add(at + ": " + violation));
        }
        if (!(Boolean) page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")) {
          wrong.add(at + ": wider than the window");
        }
      }
      page.setViewportSize(1440, 900);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void no_page_hinders_anyone(ColorScheme scheme) {
    study.run(
        "update prompt set text = $2 where study = $1 and external_id = 'p1'",
        study.id(),
        LONG_PROMPT);
    try (BrowserContext window = chromium.window(1440, 900, scheme)) {
      Annotating ada = Annotating.arrive(AGON, study, window);
      Inspection inspection = new Inspection(scheme, ada.page);
      inspection.check("join");
      ada.page.locator("main form").evaluate("form => { form.noValidate = true; }");
      ada.page.getByLabel("Your pseudonym").fill("");
      ada.button("Join").click();
      ada.awaitText("Taking part needs your agreement.");
      inspection.check("join with errors");
      ada.page.getByLabel("Your pseudonym").fill("Quiet Heron " + scheme);
      ada.page.getByRole(AriaRole.CHECKBOX).check();
      ada.button("Join").click();
      ada.awaitHeading("Welcome, Quiet Heron " + scheme);
      inspection.check("joined");
      ada.page
          .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Start comparing"))
          .click();
      ada.ready();
      inspection.check("pair");
      ada.press("1");
      inspection.check("chosen");
      ada.press("n");
      inspection.check("note");
      ada.page.locator("h1").click();
      for (String key : List.of("g", "?", "s")) {
        ada.press(key);
        inspection.check("dialog " + key);
        ada.press("Escape");
      }
      ada.button("Report a problem").click();
      inspection.check("report");
      ada.press("Escape");
      ada.button("Submit").click();
      inspection.check("undo");
      for (int k = 0; k < 3; k++) {
        ada.awaitPair();
        ada.press("2", "Enter");
      }
      ada.awaitHeading("Thank you");
      inspection.check("finished");
      ada.go("/history");
      inspection.check("history");
      ada.page
          .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Change"))
          .first()
          .click();
      inspection.check("change");
      ada.go("/me");
      inspection.check("me");
      ada.button("Make a new link").click();
      inspection.check("new link");
      study.run("update study set consent_version = 2 where id = $1", study.id());
      ada.go("/annotate");
      ada.awaitHeading("The text has changed");
      inspection.check("consent");
      ada.page.getByRole(AriaRole.CHECKBOX).check();
      ada.button("Go on").click();
      ada.awaitHeading("Thank you");
      for (String state : List.of("paused", "closed")) {
        study.run(
            "update study set state = $2, votes_per_annotator = null where id = $1",
            study.id(),
            state);
        ada.go("/annotate");
        inspection.check(state);
      }
      study.run("update annotator set excluded_at = now() where study = $1", study.id());
      ada.go("/annotate");
      inspection.check("excluded");
      ada.go("/me");
      ada.button("Sign out on this device").click();
      ada.awaitText("You are signed out on this device.");
      inspection.check("return");
      ada.page.navigate(AGON.url("/join/" + Annotating.joinCode(study)));
      ada.awaitHeading("This study has ended");
      inspection.check("closed to newcomers");

      assertThat(inspection.wrong).isEmpty();
    }
  }

  @Test
  void hostile_text_is_shown_and_does_nothing() {
    study = AGON.study(2, HOSTILE.size(), 1);
    for (int k = 0; k < HOSTILE.size(); k++) {
      study.run(
          "update prompt set text = $3 where study = $1 and external_id = $2",
          study.id(),
          "p" + (k + 1),
          HOSTILE.get(k) + " prompt " + k);
      study.run(
          "update response r set text = $3 from prompt p where p.id = r.prompt and p.study = $1 and p.external_id = $2",
          study.id(),
          "p" + (k + 1),
          HOSTILE.get(k));
    }
    String all = String.join("\n\n", HOSTILE);
    study.run(
        "update study set name = $2, question = $2, guidelines = $3, consent = $3 where id = $1",
        study.id(),
        HOSTILE.get(3),
        all);
    study.run("update criterion set question = $2 where study = $1", study.id(), HOSTILE.get(4));
    try (BrowserContext window = chromium.withoutWorkers(1440, 900, ColorScheme.LIGHT)) {
      List<String> trouble = new ArrayList<>();
      window.onDialog(
          dialog -> {
            trouble.add("dialog: " + dialog.message());
            dialog.dismiss();
          });
      window.onRequest(
          request -> {
            if (!request.url().startsWith(AGON.url("/"))) {
              trouble.add("request: " + request.url());
            }
          });
      window.onResponse(
          response -> {
            if (response.headerValue("Content-Security-Policy") == null) {
              trouble.add("no policy: " + response.url());
            }
          });
      Annotating eve = Annotating.arrive(AGON, study, window);
      eve.page.getByLabel("Your pseudonym").fill("<img src=x onerror=window.hurt=1>");
      eve.page.getByRole(AriaRole.CHECKBOX).check();
      eve.button("Join").click();
      eve.page
          .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Start comparing"))
          .click();
      eve.ready();
      eve.press("g", "Escape");
      for (int k = 0; k < HOSTILE.size(); k++) {
        eve.awaitPair();
        assertThat(eve.prompt()).isNotEmpty();
        assertThat(eve.page.evaluate("() => window.hurt")).isNull();
        assertThat(
                eve.page.locator(
                    "[data-text] :is(script, img, svg, iframe, style, form, base, details, object)"))
            .hasCount(0);
        assertThat(
                eve.page.locator("[data-text] a[href^='javascript'], [data-text] a[href^='data']"))
            .hasCount(0);
        eve.press("n");
        eve.page.keyboard().type(HOSTILE.get(k).replace("\n", " "));
        eve.button(k % 2 == 0 ? "A is better" : "B is better");
        eve.page.locator("h1").click();
        eve.press("1", "Enter");
      }
      eve.awaitHeading("Thank you, <img src=x onerror=window.hurt=1>");
      for (String path : List.of("/history", "/me", "/annotate")) {
        eve.go(path);
        assertThat(eve.page.evaluate("() => window.hurt")).isNull();
      }
      eve.go("/history");
      eve.page
          .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Change"))
          .first()
          .click();
      assertThat(eve.page.evaluate("() => window.hurt")).isNull();
      assertThat(trouble).isEmpty();
    }
  }

  @Test
  void nothing_that_an_annotator_receives_tells_who_wrote_what_or_how_rows_are_numbered() {
    int k = 1;
    for (String table :
        List.of(
            "study",
            "generator",
            "prompt",
            "response",
            "matchup",
            "comparison",
            "annotator",
            "place")) {
      study.run("alter sequence " + table + "_id_seq restart with " + (8_800_000 + k++) * 1000L);
    }
    study = AGON.study(3, 4, 2);
    study.run(
        "update generator set name = 'Secret Model ' || name, metadata = '{\"maker\": \"Secret Lab\"}' where study = $1",
        study.id());
    study.run("update study set votes_per_annotator = 4 where id = $1", study.id());
    StringBuilder received = new StringBuilder();
    try (BrowserContext window = chromium.withoutWorkers(1440, 900, ColorScheme.LIGHT)) {
      window.route("**/*", route -> received.append(passed(route)));
      Annotating ada = Annotating.join(AGON, study, window).ready();
      ada.press("1", "Enter");
      ada.awaitPair();
      ada.press("z");
      ada.press("2", "Enter");
      ada.awaitPair();
      ada.press("s");
      ada.button("Skip it").click();
      ada.awaitPair();
      for (int vote = 0; vote < 3; vote++) {
        ada.awaitPair();
        ada.press("3", "Enter");
      }
      ada.awaitHeading("Thank you");
      ada.go("/history");
      ada.page
          .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Change"))
          .first()
          .click();
      ada.go("/me");
      ada.page.waitForLoadState(LoadState.NETWORKIDLE);
      window.unrouteAll();
    }

    assertThat(received).hasSizeGreaterThan(50_000);
    assertThat(received.toString())
        .contains("Response of")
        .doesNotContainIgnoringCase("secret model")
        .doesNotContainIgnoringCase("secret lab");
    assertThat(received.toString())
        .doesNotContainPattern("(?<![0-9a-f-])88000[0-9]{5}(?![0-9a-f-])");
  }

  /** Lets a request through and answers all that came back. */
  private static String passed(Route route) {
    APIResponse answer = route.fetch(new Route.FetchOptions().setMaxRedirects(0));
    StringBuilder all = new StringBuilder(answer.url()).append('\n');
    answer
        .headers()
        .forEach((name, value) -> all.append(name).append(": ").append(value).append('\n'));
    all.append(new String(answer.body(), StandardCharsets.UTF_8)).append('\n');
    route.fulfill(new Route.FulfillOptions().setResponse(answer));
    return all.toString();
  }

  @Test
  void the_personal_link_brings_back_on_another_device_until_a_new_one_is_made() {
    try (BrowserContext window = chromium.window(1440, 900, ColorScheme.LIGHT);
        BrowserContext phone = chromium.window(390, 844, ColorScheme.LIGHT)) {
      Annotating ada = Annotating.arrive(AGON, study, window);
      ada.page.getByRole(AriaRole.CHECKBOX).check();
      ada.button("Join").click();
      String link = ada.page.locator("#return-link").innerText();
      ada.page.reload();
      assertThat(ada.page.locator("#return-link")).hasText(link);
      assertThat(study.scalar("select count(*) from annotator where study = $1", study.id()))
          .isEqualTo(1);

      Page other = phone.newPage();
      other.navigate(AGON.url("/studies/" + study.slug() + "/annotate"));
      assertThat(
              other.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Come back")))
          .isVisible();
      other.getByLabel("Your personal link").fill(link);
      other.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Go on")).click();
      assertThat(other.locator("[data-chip]")).hasText("Saved");
      assertThat(study.scalar("select count(*) from annotator where study = $1", study.id()))
          .isEqualTo(1);

      ada.go("/me");
      ada.button("Make a new link").click();
      String fresh = ada.page.locator("#return-link").innerText();
      assertThat(fresh).isNotEqualTo(link);
      assertThat(other.navigate(link).status()).isEqualTo(404);
      assertThat(other.navigate(fresh).status()).isEqualTo(200);
      assertThat(ada.page.navigate(AGON.url("/join/" + Annotating.joinCode(study))).url())
          .endsWith("/annotate");
    }
  }

  @Test
  void a_taken_pseudonym_is_told_with_another_idea_and_nothing_is_typed_twice() {
    study.annotator("Quiet Heron");
    try (BrowserContext window = chromium.window(1440, 900, ColorScheme.LIGHT)) {
      Annotating ada = Annotating.arrive(AGON, study, window);
      ada.page.getByLabel("Your pseudonym").fill("quiet  heron");
      ada.page.getByRole(AriaRole.CHECKBOX).check();
      ada.page.locator("select").selectOption("fr");
      ada.button("Join").click();

      ada.awaitText("Somebody in this study has this name already.");
      assertThat(ada.page.getByRole(AriaRole.CHECKBOX)).isChecked();
      assertThat(ada.page.locator("select")).hasValue("fr");
      assertThat(ada.page.getByLabel("Your pseudonym")).hasAttribute("aria-invalid", "true");
    }
  }

  @Test
  void each_text_is_marked_with_its_language_and_direction() {
    study.run(
        "update response set language = 'he', text = 'שלום עולם' where study = $1", study.id());
    study.run("update prompt set language = 'fr' where study = $1", study.id());
    try (BrowserContext window = chromium.window(1440, 900, ColorScheme.LIGHT)) {
      Annotating ada = Annotating.join(AGON, study, window).ready();
      for (int round = 0; round < 2; round++) {
        assertThat(ada.page.locator("#response-a [data-text]")).hasAttribute("lang", "he");
        assertThat(ada.page.locator("#response-b [data-text]")).hasAttribute("dir", "rtl");
        assertThat(ada.page.locator("[data-prompt] [data-text]")).hasAttribute("lang", "fr");
        assertThat(ada.page.locator("[data-prompt] [data-text]")).hasAttribute("dir", "auto");
        ada.press("1", "Enter");
      }
    }
  }

  @Test
  void the_next_pair_comes_and_nothing_jumps() {
    study.run("update study set votes_per_annotator = null where id = $1", study.id());
    try (BrowserContext window = chromium.window(1440, 900, ColorScheme.LIGHT)) {
      Annotating ada = Annotating.join(AGON, study, window).ready();
      String places =
          "() => ['.seat-head', '[data-prompt]', '#response-a', '#response-b', '.decision-bar', '[data-submit]']"
              + ".map(s => { const b = document.querySelector(s).getBoundingClientRect(); return [b.x, b.y, b.width]; })";
      Object before = ada.page.evaluate(places);
      for (int k = 0; k < 6; k++) {
        ada.press("1");
        ada.page.evaluate(
            """
            () => new Promise(done => {
              const token = document.querySelector('[name=assignment]').value;
              document.querySelector('[data-submit]').click();
              const look = () => document.querySelector('[name=assignment]').value !== token
                ? requestAnimationFrame(() => done(true)) : requestAnimationFrame(look);
              look();
            })
            """);
        assertThat(ada.page.evaluate(places)).isEqualTo(before);
        ada.awaitChip("Saved");
      }
    }
  }

  @Test
  void a_long_prompt_folds_and_unfolds() {
    study.run("update prompt set text = $2 where study = $1", study.id(), LONG_PROMPT);
    try (BrowserContext window = chromium.window(1440, 900, ColorScheme.LIGHT)) {
      Annotating ada = Annotating.join(AGON, study, window).ready();
      double folded = ada.page.locator("#prompt-text").boundingBox().height;
      ada.button("Show all").click();
      double open = ada.page.locator("#prompt-text").boundingBox().height;

      assertThat(folded).isLessThanOrEqualTo(900 * 0.31);
      assertThat(open).isGreaterThan(folded);
      assertThat(ada.button("Show less")).hasAttribute("aria-expanded", "true");
    }
  }

  @Test
  void an_admin_previews_the_page_and_nothing_is_stored() {
    try (BrowserContext window = chromium.window(1440, 900, ColorScheme.LIGHT)) {
      window.addCookies(List.of(SignedIn.admin(AGON, "ada")));
      Page page = window.newPage();
      page.navigate(AGON.url("/admin/studies/" + study.slug() + "/preview"));
      assertThat(page.getByText("Preview", new Page.GetByTextOptions().setExact(true))).isVisible();
      page.waitForSelector("[data-chip]:not([hidden])");
      page.evaluate("() => { window.answered = true; }");
      page.keyboard().press("1");
      page.keyboard().press("Enter");
      assertThat(page.locator("[data-band]").getByText("This is a preview: nothing is stored."))
          .isVisible();

      assertThat(
              study.scalar("select count(*) from place where study = $1 and state > 0", study.id()))
          .isZero();
      assertThat(study.scalar("select count(*) from vote where study = $1", study.id())).isZero();
      // The page comes anew by itself, for the next answer to be tried.
      page.waitForFunction("() => !window.answered && document.readyState === 'complete'");
      assertThat(Chromium.violations(page)).isEmpty();

      page.waitForSelector("[data-chip]:not([hidden])");
      String desk = "/admin/studies/" + study.slug();
      assertThat(page.locator(".brand")).hasAttribute("href", desk);
      assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("To the study")))
          .hasAttribute("href", desk);
      page.keyboard().press("?");
      page.locator("[data-changes='digit-1']").click();
      page.keyboard().press("j");
      assertThat(page.locator("[data-keys-said]")).containsText("Done. J");
      page.keyboard().press("?");
      page.keyboard().press("1");
      assertThat(page.locator("[data-choices] [aria-checked=true]")).hasCount(0);
      page.keyboard().press("j");
      assertThat(page.locator("[data-choices] [aria-checked=true]")).hasCount(1);
      assertThat(
              study.scalar(
                  "select count(*) from annotator where study = $1 and keys is not null",
                  study.id()))
          .isZero();
    }
  }

  @Test
  void an_annotator_finds_own_agreement_from_the_history_and_an_own_board_when_all_is_over() {
    StudyFixture told = AGON.study(3, 8, 2).open(60);
    told.run(
        "update study set show_agreement = true, show_own_board = true where id = $1", told.id());
    try (BrowserContext window = chromium.window(390, 844, ColorScheme.DARK)) {
      long self = told.annotator("Quiet Heron");
      window.addCookies(List.of(SignedIn.annotator(AGON, told, self)));
      Annotating ada = Annotating.at(AGON, told, window.newPage());
      long other = told.annotator("Somebody else");
      Votes votes = new Votes(told);
      for (int k = 0; k < 24; k++) {
        votes.cast(self, Votes.TIE);
        votes.cast(other, k < 6 ? Votes.LEFT : Votes.TIE);
      }
      told.age("1 hour");
      told.run("select settle_study($1)", told.id());
      ada.go("/history");
      ada.page
          .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Your figures"))
          .click();
      ada.awaitHeading("Your figures");
      ada.awaitText("of 20 comparisons; 95 % interval");
      ada.awaitText("It is shown when the study is closed");
      assertThat(ada.page.getByText("g1", new Page.GetByTextOptions().setExact(true))).hasCount(0);
      assertThat(Chromium.violations(ada.page)).isEmpty();

      told.run("update study set state = 'closed', closed_at = now() where id = $1", told.id());
      ada.go("/annotate");
      ada.page
          .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Your figures"))
          .click();
      assertThat(ada.page.locator(".own-board tbody tr")).hasCount(3);
      assertThat(Chromium.violations(ada.page)).isEmpty();
      assertThat(
              (Boolean)
                  ada.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
          .isTrue();
    }
  }
}
