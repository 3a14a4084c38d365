package dev.agon.tests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.agon.server.sql.StudyFixture;
import dev.agon.tests.RunningAgon;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The decision bar without scripts: what is refused comes back with all that was entered. */
class PlainBarTest {
  @RegisterExtension static final RunningAgon AGON = new RunningAgon();

  private static Chromium chromium;

  @BeforeAll
  static void start() {
    chromium = Chromium.start();
  }

  @AfterAll
  static void stop() {
    chromium.close();
  }

  private static void note(Page page, String text) {
    page.locator("#comment").evaluate("(comment, text) => { comment.value = text; }", text);
  }

  @Test
  void a_tie_without_its_reason() {
    StudyFixture study =
        Questioning.study(
            AGON,
            2,
            """
            {"blocks": [{"id": "overall", "type": "comparison", "criterion": "overall", "levels": 5,
              "tie_reasons": [{"id": "good", "label": "Both are good"}]}]}
            """);
    try (BrowserContext window = chromium.withoutScripts(1440, 900)) {
      Annotating ada = Questioning.sit(AGON, study, window).person;
      String token = ada.token();
      note(ada.page, "Hard <one>");
      ada.page.locator("button[value=tie]").click();

      assertThat(ada.page.locator("[data-notice]")).containsText("reason must be one of good");
      assertThat(ada.page.locator("button[value=tie]")).hasAttribute("aria-current", "true");
      assertThat(ada.page.locator("#comment")).hasValue("Hard <one>");
      assertThat(ada.token()).isEqualTo(token);
      assertThat(ada.votes()).isZero();
      ada.page.locator("[name=reason][value=good]").check();
      ada.page.locator("button[value=tie]").click();
      ada.awaitText("Saved. 1 of 4.");
      assertThat(
              study.scalar(
                  "select count(*) from vote where study = $1 and comment = 'Hard <one>'",
                  study.id()))
          .isEqualTo(1);
    }
  }

  @Test
  void one_of_two_criteria_is_not_answered() {
    StudyFixture study = AGON.study(3, 4, 2);
    study.run("insert into criterion (study, ordinal, name) values ($1, 2, 'facts')", study.id());
    try (BrowserContext window = chromium.withoutScripts(1440, 900)) {
      Annotating ada = Questioning.sit(AGON, study, window).person;
      ada.page.locator("[name=choice-1][value=second]").check();
      ada.page.locator("#ballot").evaluate("form => { form.noValidate = true; }");
      ada.button("Submit").click();

      assertThat(ada.page.locator("[data-notice]")).containsText("choice-2 is needed");
      assertThat(ada.page.locator("[name=choice-1][value=second]")).isChecked();
      ada.page.locator("[name=choice-2][value=tie]").check();
      ada.button("Submit").click();
      ada.awaitText("Saved. 1 of 12.");
      assertThat(study.scalar("select count(*) from judgement where study = $1", study.id()))
          .isEqualTo(2);
    }
  }

  @Test
  void a_place_that_is_held_no_more_and_a_broken_form_have_an_error_page() {
    StudyFixture study = AGON.study(3, 4, 2);
    try (BrowserContext window = chromium.withoutScripts(1440, 900)) {
      Annotating ada = Questioning.sit(AGON, study, window).person;
      ada.page.locator("button[value=tie]").evaluate("button => { button.value = 'neither'; }");
      study.run(
          "update place set token = gen_random_uuid() where study = $1 and state = 1", study.id());
      ada.page.locator("button[value=neither]").click();
      assertThat(ada.page.locator("h1")).hasText("Please check your input");
      assertThat(ada.votes()).isZero();
    }
  }
}
