package dev.agon.tests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import dev.agon.server.sql.StudyFixture;
import dev.agon.tests.RunningAgon;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A whole study, from the join link to the thanks: by keyboard, by mouse, without scripts, by
 * phone.
 */
class SeatLoopTest {
  @RegisterExtension static final RunningAgon AGON = new RunningAgon();

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
    study.run("update study set votes_per_annotator = 4 where id = $1", study.id());
  }

  private long judged(String onScreen) {
    return study.scalar(
        """
        select count(*) from vote v join judgement j using (study, number)
        where v.study = $1 and $2 = case when j.outcome = 3 then 'tie' when j.outcome = 4 then 'both_bad'
          when (j.outcome = 1) = (v.presentation[1] = 1) then 'first' else 'second' end
        """,
        study.id(),
        onScreen);
  }

  private void assertAllFourAnswersOnce() {
    for (String answer : List.of("first", "second", "tie", "both_bad")) {
      assertThat(judged(answer)).as(answer).isEqualTo(1);
    }
  }

  @Test
  void by_keyboard_alone() {
    try (BrowserContext window = chromium.window(1440, 900, ColorScheme.LIGHT)) {
      Annotating ada = Annotating.arrive(AGON, study, window);
      ada.tabTo("input[name=agree]");
      ada.press("Space");
      ada.tabTo("form button");
      ada.press("Enter");
      ada.awaitHeading("Your personal link");
      ada.tabTo("a.primary");
      ada.press("Enter");
      ada.awaitChip("Saved");

      ada.press("1", "Enter");
      ada.awaitProgress("1 / 4");
      assertThat(ada.page.locator("#prompt-heading")).isFocused();
      ada.press("2", "Enter");
      ada.awaitPair();
      ada.press("ArrowLeft", "ArrowRight", "Enter");
      ada.awaitPair();
      ada.press("0", "Enter");

      ada.awaitHeading("Thank you");
      ada.awaitText("You have given 4 answers.");
      assertAllFourAnswersOnce();
      assertThat(ada.votes()).isEqualTo(4);
      assertThat(
              study.scalar(
                  """
                  select count(*) from vote where study = $1 and source = 'page' and active_ms >= 0
                    and shown_at between leased_at and sent_at
                  """,
                  study.id()))
          .isEqualTo(4);
    }
  }

  @Test
  void by_mouse_with_a_note_a_skip_and_a_report() {
    try (BrowserContext window = chromium.window(1440, 900, ColorScheme.LIGHT)) {
      Annotating ada = Annotating.join(AGON, study, window).ready();
      ada.answer("A is better").click();
      assertThat(ada.page.locator("#response-a")).hasClass(java.util.regex.Pattern.compile("won"));
      assertThat(ada.votes()).isZero();
      ada.page.locator("summary").click();
      ada.page.getByLabel("Note on this answer").fill("B made up a number.");
      ada.button("Submit").click();
      ada.awaitProgress("1 / 4");

      ada.button("Report a problem").click();
      ada.page.getByLabel("What is wrong?").fill("The text is cut off.");
      ada.button("Send").click();
      ada.awaitText("Thank you. The people who run the study will read it.");
      String skipped = ada.token();
      ada.button("Skip").click();
      ada.page.getByLabel("I do not know the subject").check();
      ada.button("Skip it").click();
      ada.until("another pair", () -> !ada.token().equals(skipped));

      for (String answer : List.of("About equal", "B is better", "Both bad")) {
        ada.answer(answer).click();
        ada.button("Submit").click();
      }
      ada.awaitHeading("Thank you");

      assertAllFourAnswersOnce();
      assertThat(
              study.scalar(
                  "select count(*) from vote where study = $1 and comment = 'B made up a number.'",
                  study.id()))
          .isEqualTo(1);
      assertThat(
              study.scalar(
                  "select count(*) from report where study = $1 and comparison is not null",
                  study.id()))
          .isEqualTo(1);
      assertThat(
              study.scalar(
                  "select count(*) from skip s join annotator a on a.id = s.annotator where a.study = $1 and s.reason = 'subject'",
                  study.id()))
          .isEqualTo(1);
    }
  }

  @Test
  void without_any_script() {
    try (BrowserContext window = chromium.withoutScripts(1440, 900)) {
      Annotating ada = Annotating.join(AGON, study, window);
      String first = ada.prompt() + ada.token();

      ada.button("A is better").click();
      ada.awaitText("Saved. 1 of 4.");
      assertThat(ada.page.url()).contains("?saved=1");
      ada.button("Undo").click();
      ada.awaitText("Your answer is taken back. Here is the pair again.");
      assertThat(ada.prompt() + ada.token()).isEqualTo(first);
      ada.button("Guidelines").click();
      assertThat(ada.page.locator("#guidelines")).isVisible();
      ada.button("Close").click();
      ada.button("About equal").click();
      ada.button("B is better").click();
      ada.button("Both bad").click();
      ada.button("Skip").click();
      ada.button("Skip it").click();
      ada.button("A is better").click();

      ada.awaitHeading("Thank you");
      assertThat(ada.standing()).isEqualTo(4);
      assertThat(
              study.scalar(
                  "select count(*) from vote where study = $1 and source = 'form'", study.id()))
          .isEqualTo(6);
      assertThat(
              study.scalar(
                  "select count(*) from skip s join annotator a on a.id = s.annotator where a.study = $1",
                  study.id()))
          .isEqualTo(1);
    }
  }

  @Test
  void on_a_phone() {
    try (BrowserContext window = chromium.window(390, 844, ColorScheme.DARK)) {
      Annotating ada = Annotating.join(AGON, study, window).ready();
      for (String answer : List.of("A is better", "About equal", "B is better", "Both bad")) {
        Locator target = ada.answer(answer);
        assertThat(target.boundingBox().height).as(answer).isGreaterThanOrEqualTo(48);
        assertThat(target.boundingBox().width).as(answer).isGreaterThanOrEqualTo(48);
        target.click();
        assertThat(
                (Boolean)
                    ada.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
            .isTrue();
        ada.page.locator("[data-switch=b]").click();
        assertThat(ada.page.locator("#response-b")).isFocused();
        ada.button("Submit").click();
      }
      ada.awaitHeading("Thank you");
      assertAllFourAnswersOnce();
    }
  }

  @Test
  void several_criteria_are_answered_together() {
    study.run(
        "insert into criterion (study, ordinal, name, question) values ($1, 2, 'safety', 'Which is safer?')",
        study.id());
    study.run("update study set votes_per_annotator = 2 where id = $1", study.id());
    try (BrowserContext window = chromium.window(1440, 900, ColorScheme.LIGHT);
        BrowserContext plain = chromium.withoutScripts(1440, 900)) {
      Annotating ada = Annotating.join(AGON, study, window).ready();
      ada.press("1", "2", "Enter", "3");
      ada.press("Enter");
      ada.awaitText("Please choose an answer first.");
      ada.press("0", "Enter");
      ada.awaitHeading("Thank you");

      Annotating bob = Annotating.join(AGON, study, plain);
      for (int k = 0; k < 2; k++) {
        bob.page.locator("[name=choice-1][value=tie]").check();
        bob.page.locator("[name=choice-2][value=second]").check();
        bob.button("Submit").click();
      }
      bob.awaitHeading("Thank you");

      assertThat(study.scalar("select count(*) from judgement where study = $1", study.id()))
          .isEqualTo(8);
      assertThat(
              study.scalar(
                  "select count(*) from judgement where study = $1 and criterion = 2 and outcome = 4",
                  study.id()))
          .isEqualTo(1);
    }
  }
}
