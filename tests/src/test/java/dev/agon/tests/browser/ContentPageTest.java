package dev.agon.tests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.agon.server.sql.StudyFixture;
import dev.agon.tests.RunningAgon;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Dialogues, trajectories, formulas and code at the seat. */
class ContentPageTest {
  @RegisterExtension static final RunningAgon AGON = new RunningAgon();

  private static final String TURNS =
      """
      [{"role": "system", "content": "Be kind."}, {"role": "user", "content": "What is $x^2$?"},
       {"role": "assistant", "content": "A *square*.", "name": "secret-7b"}, {"role": "user", "content": "And <b>why</b>?"}]
      """;
  private static final String STEPS =
      """
      [{"thought": "I look.", "action": {"tool": "search", "q": "dew"}, "observation": "It is\\n\\twet."},
       {"thought": "Done.", "action": "finish"}]
      """;
  private static final String CODE =
      """
      So \\\\(\\\\frac{a}{b}\\\\) and

      ```python
      def f(x): return "yes"  # comment
      ```

      | a | b |
      |---|---|
      | 1 | 2 |

      $$\\\\sum_{i=1}^n \\\\begin{pmatrix} i & 1 \\\\\\\\ 0 & i \\\\end{pmatrix}$$
      """
          .replace("\\\\", "\\");

  private static Chromium chromium;

  @BeforeAll
  static void start() {
    chromium = Chromium.start();
  }

  @AfterAll
  static void stop() {
    chromium.close();
  }

  private static StudyFixture study() {
    StudyFixture study = AGON.study(2, 3, 3);
    study.run("update prompt set turns = ($2::text)::jsonb where study = $1", study.id(), TURNS);
    study.run(
        """
        update response r set text = case when g.name = 'g1' then 'steps' else $2 end,
          turns = case when g.name = 'g1' then ($3::text)::jsonb end
        from generator g where g.id = r.generator and r.study = $1
        """,
        study.id(),
        CODE,
        STEPS);
    return study;
  }

  /** What the page complained of: errors of scripts, violations of the policy. */
  private static List<String> complaints(Page page) {
    List<String> complaints = new ArrayList<>();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")
              || message.text().contains("Content Security Policy")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
    return complaints;
  }

  private static void assertShown(Page page) {
    Locator prompt = page.locator("[data-prompt] .turn");
    assertThat(prompt).hasCount(4);
    assertThat(prompt.locator(".role"))
        .hasText(new String[] {"System", "User", "Assistant", "User"});
    assertThat(prompt.nth(3).locator(".said")).hasText("And <b>why</b>?");
    assertThat(prompt.nth(1).locator("msup")).hasCount(1);
    Locator steps = page.locator(".response .turn.step");
    assertThat(steps).hasCount(2);
    assertThat(steps.first().locator("summary"))
        .hasText(new String[] {"Thought", "Action", "Observation"});
    assertThat(steps.first().locator(".observation pre")).hasText("It is\n\twet.");
    assertThat(page.locator(".response mfrac")).hasCount(1);
    assertThat(page.locator(".response mtable")).hasCount(1);
    assertThat(page.locator(".response code .hljs-keyword").first()).hasText("def");
    assertThat(page.content()).doesNotContain("secret-7b");
    Locator fraction = page.locator(".response mfrac");
    assertThat(fraction.boundingBox().height)
        .as("a fraction is drawn as one")
        .isGreaterThan(page.locator(".response mi").first().boundingBox().height * 1.5);
  }

  @Test
  void are_shown_as_what_they_are_on_the_first_page_and_on_the_next() {
    StudyFixture study = study();
    for (int width : new int[] {1440, 390}) {
      try (BrowserContext window = chromium.window(width, 900, ColorScheme.LIGHT)) {
        Annotating ada = Annotating.join(AGON, study, window);
        List<String> complaints = complaints(ada.page);
        ada.page.reload();
        ada.ready();
        assertShown(ada.page);
        assertThat(Chromium.violations(ada.page)).isEmpty();
        String first = ada.token();
        ada.press("1", "Enter");
        ada.until("the next pair", () -> !ada.token().equals(first));
        assertShown(ada.page);
        assertThat(
                (Boolean)
                    ada.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
            .isTrue();
        ada.awaitChip("Saved");
        assertThat(complaints).isEmpty();
      }
    }
  }

  @Test
  void steps_are_folded_by_keys_and_the_page_without_scripts_shows_them_too() {
    StudyFixture study = study();
    try (BrowserContext window = chromium.window(1440, 900, ColorScheme.DARK);
        BrowserContext plain = chromium.withoutScripts(1440, 900)) {
      Annotating ada = Annotating.join(AGON, study, window).ready();
      Locator thought = ada.page.locator(".response .part.thought").first();
      assertThat(thought.locator(".said")).isVisible();
      thought.locator("summary").focus();
      ada.press("Enter");
      assertThat(thought.locator(".said")).isHidden();
      assertThat(Chromium.violations(ada.page)).isEmpty();

      Annotating bob = Annotating.join(AGON, study, plain);
      assertThat(bob.page.locator("[data-prompt] .turn .role"))
          .hasText(new String[] {"System", "User", "Assistant", "User"});
      assertThat(bob.page.locator(".response mfrac")).hasCount(1);
    }
  }

  @Test
  void a_long_response_can_be_folded_and_the_next_one_is_open_again() {
    StudyFixture study = AGON.study(2, 3, 3);
    study.run(
        "update response set text = '$' || repeat('x + ', 60) || 'y$, $$' || repeat('x + ', 60) || E'y$$\\n\\n' || repeat(E'A line of some words.\\n\\n', 100) where study = $1",
        study.id());
    try (BrowserContext window = chromium.window(1440, 900, ColorScheme.LIGHT)) {
      Annotating ada = Annotating.join(AGON, study, window).ready();
      assertThat(
              (Boolean)
                  ada.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
          .as("long formulas scroll by themselves")
          .isTrue();
      assertThat(
              (Integer)
                  ada.page.evaluate(
                      "() => [...document.querySelectorAll('#response-a .formula')].filter(f => f.scrollWidth > f.clientWidth).length"))
          .isEqualTo(2);
      Locator fold = ada.page.locator("#response-a [data-fold-response]");
      Locator text = ada.page.locator("#response-a [data-text]");
      double open = text.boundingBox().height;
      fold.click();
      assertThat(text.boundingBox().height).isLessThan(open / 3);
      assertThat(fold).hasAttribute("aria-expanded", "false");
      assertThat(Chromium.violations(ada.page)).isEmpty();
      ada.press("1");
      ada.button("Submit").click();
      ada.awaitProgress("1 / 3");
      assertThat(fold).hasAttribute("aria-expanded", "true");
      assertThat(text.boundingBox().height).isGreaterThan(open / 2);
    }
  }

  @Test
  void speak_the_language_of_the_page_and_run_the_way_of_their_own() {
    StudyFixture study = study();
    study.run("update prompt set language = 'he' where study = $1", study.id());
    try (BrowserContext window = chromium.window(390, 844, ColorScheme.LIGHT)) {
      Annotating ada = Annotating.join(AGON, study, window).ready();
      window.addCookies(
          List.of(
              new com.microsoft.playwright.options.Cookie("agon_language", "ar")
                  .setUrl(AGON.url("/"))));
      ada.page.reload();
      assertThat(ada.page.locator("[data-prompt] .turn .role").nth(1)).hasText("المستخدم");
      assertThat(ada.page.locator("[data-prompt] [data-text]")).hasAttribute("dir", "rtl");
      String first = ada.token();
      ada.press("1", "Enter");
      ada.until("the next pair", () -> !ada.token().equals(first));
      assertThat(ada.page.locator("[data-prompt] .turn .role").nth(1)).hasText("المستخدم");
      Locator user = ada.page.locator("[data-prompt] .turn.user").first();
      Locator assistant = ada.page.locator("[data-prompt] .turn.assistant");
      assertThat(user.boundingBox().x)
          .as("from right to left, the user is on the left")
          .isLessThan(
              assistant.boundingBox().x + assistant.boundingBox().width - user.boundingBox().width);
    }
  }

  @Test
  void code_is_coloured_by_what_comes_only_with_code() {
    StudyFixture study = AGON.study(2, 3, 3);
    try (BrowserContext window = chromium.window(1440, 900, ColorScheme.LIGHT)) {
      List<String> fetched = new ArrayList<>();
      window.onRequest(request -> fetched.add(request.url()));
      Annotating ada = Annotating.join(AGON, study, window).ready();
      ada.press("1", "Enter");
      ada.awaitProgress("1 / 3");
      assertThat(fetched).isNotEmpty().noneMatch(url -> url.contains("highlight"));
    }
    StudyFixture withCode = study();
    try (BrowserContext window = chromium.window(1440, 900, ColorScheme.LIGHT)) {
      List<String> fetched = new ArrayList<>();
      window.onRequest(request -> fetched.add(request.url()));
      Annotating.join(AGON, withCode, window).ready();
      assertThat(fetched).filteredOn(url -> url.contains("highlight.min.js")).hasSize(1);
    }
  }

  @Test
  void passages_of_a_dialogue_are_marked_in_the_one_text_that_says_all_of_it() {
    StudyFixture study =
        Questioning.study(
            AGON,
            2,
            """
            {"blocks": [{"id": "spans", "type": "spans", "of": "prompt", "types": [{"id": "odd", "label": "Odd"}]}]}
            """);
    study.run(
        "update prompt set text = $3, turns = ($2::text)::jsonb where study = $1",
        study.id(),
        TURNS,
        "system: Be kind.\n\nuser: 😀 What is $x^2$?");
    try (BrowserContext window = chromium.window(1440, 900, ColorScheme.LIGHT)) {
      Questioning ada = Questioning.join(AGON, study, window);
      Locator raw = ada.question("spans").locator("[data-raw]").first();
      assertThat(raw).hasText("system: Be kind.\n\nuser: 😀 What is $x^2$?");
      raw.focus();
      ada.person.press(
          "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "Enter");
      ada.submit();
      JsonObject span = ada.stored().getJsonObject("spans").getJsonArray("spans").getJsonObject(0);
      String text = study.text("select text from prompt where study = $1 limit 1", study.id());
      assertThat(text.substring(span.getInteger("start"), span.getInteger("end")))
          .isEqualTo("What");
    }
  }
}
