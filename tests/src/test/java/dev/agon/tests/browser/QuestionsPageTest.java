package dev.agon.tests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import dev.agon.server.sql.StudyFixture;
import dev.agon.tests.RunningAgon;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An admin writes a study's questions, sees them as annotators will, and saves them. */
class QuestionsPageTest {
  @RegisterExtension static final RunningAgon AGON = new RunningAgon();

  private static final String SAFETY =
      """
      {"blocks": [
        {"id": "overall", "type": "comparison", "criterion": "overall", "title": "Better?"},
        {"id": "safe", "type": "comparison", "criterion": "safety", "title": "Safer?"}]}
      """;

  private static Chromium chromium;

  @BeforeAll
  static void start() {
    chromium = Chromium.start();
  }

  @AfterAll
  static void stop() {
    chromium.close();
  }

  private static Page open(BrowserContext window, StudyFixture study) {
    window.addCookies(List.of(SignedIn.admin(AGON, "ada")));
    Page page = window.newPage();
    page.navigate(AGON.url("/admin/studies/" + study.slug() + "/questions"));
    return page;
  }

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void a_form_is_checked_shown_and_saved_as_a_new_version(ColorScheme scheme) {
    StudyFixture study = AGON.study(2, 2, 2);
    try (BrowserContext window = chromium.window(1440, 900, scheme)) {
      Page page = open(window, study);
      FrameLocator preview = page.frameLocator("[data-frame]");
      assertThat(page.locator("[data-problems]")).hasText("The form is in order.");
      assertThat(preview.locator("[data-choices]")).isVisible();

      page.locator("#form")
          .fill("{\"blocks\": [\n{\"id\": \"x\", \"type\": \"comparison\", \"levels\": 4}]}");
      assertThat(page.locator("[data-problems] li").first()).containsText("blocks[0]");
      page.locator("[data-problems] li button").first().click();
      assertThat(page.locator("#form")).isFocused();

      page.locator("#form").fill(SAFETY);
      assertThat(preview.locator("#question-safe")).isVisible();
      assertThat(Chromium.violations(page)).isEmpty();
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save the questions"))
          .click();
      assertThat(page.getByText("The questions are saved.")).isVisible();
      page.setViewportSize(390, 844);
      assertThat(
              (Boolean) page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
          .isTrue();
    }
    assertThat(study.scalar("select version from study where id = $1", study.id())).isEqualTo(2);
    assertThat(
            study.text(
                "select string_agg(name, ',' order by ordinal) from criterion where study = $1",
                study.id()))
        .isEqualTo("overall,safety");
    assertThat(
            study.text(
                "select settings -> 'form' -> 'blocks' -> 1 ->> 'id' from study_version where study = $1 and version = 2",
                study.id()))
        .isEqualTo("safe");
    assertThat(
            study.scalar(
                "select count(*) from audit where study = $1 and action = 'study.questions-changed'",
                study.id()))
        .isEqualTo(1);
  }

  @Test
  void examples_and_files_are_places_to_start_from() {
    StudyFixture study = AGON.study(3, 2, 2);
    try (BrowserContext window = chromium.window(1440, 900, ColorScheme.LIGHT)) {
      Page page = open(window, study);
      for (int k = 0; k < page.locator("[data-example]").count(); k++) {
        page.locator("[data-examples] summary").click();
        page.locator("[data-example]").nth(k).click();
        assertThat(page.locator("[data-problems]")).hasText("The form is in order.");
      }
      page.locator("[data-file]")
          .setInputFiles(
              new FilePayload(
                  "form.json", "application/json", SAFETY.getBytes(StandardCharsets.UTF_8)));
      assertThat(page.locator("#form")).hasValue(SAFETY.strip());
      page.locator("#form").fill("{\"blocks\": 1}");
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save the questions"))
          .click();
      assertThat(page.locator("#form")).hasValue("{\"blocks\": 1}");
      assertThat(page.locator("[data-problems] li").first()).containsText("blocks");
    }
    assertThat(study.scalar("select version from study where id = $1", study.id())).isEqualTo(1);
  }
}
