package dev.agon.tests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.agon.server.sql.StudyFixture;
import dev.agon.tests.RunningAgon;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Single keys vote, skip and leave only while nothing else could be meant. */
class SeatFocusTest {
  @RegisterExtension static final RunningAgon AGON = new RunningAgon();

  /** What single keys would do: choose, open, leave. */
  private static final String[] LETTERS = {"2", "s", "n", "g", "?", "z", "h"};

  /** Everything that can have the focus and is no answer, by what it is. */
  private static final String CONTROLS =
      """
      () => {
        const all = [...document.querySelectorAll('a[href], button, summary, input, select, textarea, [contenteditable]')]
          .filter(e => e.checkVisibility() && !e.closest('[data-choices], [popover]'));
        all.forEach((e, k) => { e.dataset.tried = String(k); });
        return all.map(e => `${e.tagName} ${e.className} ${e.textContent.trim().slice(0, 20)}`);
      }
      """;

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
    study = AGON.study(3, 6, 2);
    study.run(
        "update study set guidelines = 'Read both.', blinding = 'open', board_visibility = 'link' where id = $1",
        study.id());
  }

  private static Locator chosen(Page page) {
    return page.locator("[data-choices] [aria-checked=true]");
  }

  /** Nothing is chosen, nothing has opened, and the page is the same. */
  private static boolean isQuiet(Page page) {
    return page.url().endsWith("/annotate")
        && chosen(page).count() == 0
        && (Boolean) page.evaluate("() => document.querySelector(':popover-open') === null");
  }

  @Test
  void a_note_that_was_opened_by_mouse_takes_what_is_typed() {
    try (BrowserContext window = chromium.window(1440, 900, ColorScheme.LIGHT)) {
      Annotating ada = Questioning.sit(AGON, study, window).person.ready();
      Page page = ada.page;
      page.locator(".note summary").click();
      assertThat(page.locator("#comment")).isFocused();
      page.keyboard().type("2 is what she said, s h z");
      assertThat(page.locator("#comment")).hasValue("2 is what she said, s h z");
      assertThat(isQuiet(page)).isTrue();

      page.locator(".note summary").click();
      assertThat(page.locator(".note")).not().hasAttribute("open", "");
      assertThat(page.locator(".note summary")).isFocused();
      for (String key : LETTERS) {
        page.keyboard().press(key);
      }
      assertThat(isQuiet(page)).as("on the summary of the closed note").isTrue();
      page.keyboard().press("Enter");
      assertThat(page.locator("#comment")).isFocused();
      page.keyboard().press("Escape");
      page.keyboard().press("1");
      assertThat(chosen(page)).containsText("A is better");
    }
  }

  @Test
  void no_control_beside_the_answers_lets_a_typed_letter_vote_skip_or_leave() {
    try (BrowserContext window = chromium.window(1440, 900, ColorScheme.LIGHT)) {
      Annotating ada = Questioning.sit(AGON, study, window).person.ready();
      Page page = ada.page;
      List<?> controls = (List<?>) page.evaluate(CONTROLS);
      assertThat(controls).hasSizeGreaterThan(9);
      List<String> loud = new ArrayList<>();
      for (int k = 0; k < controls.size(); k++) {
        Locator control = page.locator("[data-tried='" + k + "']");
        control.focus();
        for (String key : LETTERS) {
          page.keyboard().press(key);
        }
        if (!isQuiet(page)) {
          loud.add(controls.get(k).toString());
          break;
        }
      }
      assertThat(loud).isEmpty();

      page.locator("[popovertarget=languages]").click();
      assertThat(page.locator("#languages")).isVisible();
      page.keyboard().press("2");
      page.keyboard().press("h");
      assertThat(chosen(page)).hasCount(0);
      assertThat(page.locator("#languages")).isVisible();
      page.keyboard().press("Escape");
    }
  }

  @Test
  void whoever_chooses_or_looks_around_with_the_mouse_goes_on_with_the_keys() {
    study.run(
        "update prompt set text = repeat('A long line of a long prompt. ', 300) where study = $1",
        study.id());
    try (BrowserContext window = chromium.window(1440, 900, ColorScheme.LIGHT)) {
      Annotating ada = Questioning.sit(AGON, study, window).person.ready();
      Page page = ada.page;
      ada.answer("A is better").click();
      page.keyboard().press("3");
      assertThat(chosen(page)).containsText("B is better");
      page.keyboard().press("Enter");
      ada.awaitProgress("1 / 18");

      ada.awaitPair();
      ada.button("Show all").click();
      page.keyboard().press("1");
      assertThat(chosen(page)).containsText("A is better");
      ada.button("Guidelines").click();
      page.keyboard().press("Escape");
      page.keyboard().press("2");
      assertThat(chosen(page)).containsText("About equal");
      page.locator("[data-theme-switch]").click();
      page.keyboard().press("Enter");
      ada.awaitProgress("2 / 18");

      ada.awaitPair();
      page.keyboard().press("Enter");
      ada.awaitText("Please choose an answer first.");
      assertThat(page.locator("[data-choices] button").first()).isFocused();
      page.keyboard().press("0");
      assertThat(chosen(page)).containsText("Both bad");
    }
  }

  @Test
  void the_passages_of_a_principle_and_the_turns_of_a_dialogue_unfold_without_answering() {
    StudyFixture asked =
        Questioning.study(
            AGON,
            2,
            """
            {"blocks": [{"id": "kind", "type": "principle", "principle": "Be kind.", "quote": false}]}
            """);
    asked.run(
        """
        update prompt set turns = $2 where study = $1
        """,
        asked.id(),
        new io.vertx.core.json.JsonArray(
            """
            [{"role": "user", "content": "One"}, {"role": "assistant", "content": "Two"},
             {"role": "user", "content": "Three"}, {"role": "assistant", "content": "Four"},
             {"role": "user", "content": "Five"}, {"role": "assistant", "content": "Six"},
             {"role": "user", "content": "Seven"}]
            """));
    try (BrowserContext window = chromium.window(1440, 900, ColorScheme.LIGHT)) {
      Annotating ada = Questioning.sit(AGON, asked, window).person;
      Page page = ada.page;
      Locator passage = page.locator("[data-question] summary").first();
      passage.click();
      page.keyboard().press("1");
      page.keyboard().press("s");
      assertThat(page.locator("[data-question] input:checked")).hasCount(0);
      assertThat(page.locator("#skip")).isHidden();

      page.locator("[data-prompt] summary").focus();
      page.keyboard().press("1");
      page.keyboard().press("h");
      assertThat(page.locator("[data-question] input:checked")).hasCount(0);
      assertThat(page.url()).endsWith("/annotate");
      page.locator("[data-question] input").first().focus();
      page.keyboard().press("1");
      assertThat(page.locator("[data-question] input:checked")).hasCount(1);
    }
  }
}
