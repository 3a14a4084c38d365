package dev.agon.tests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.agon.server.sql.StudyFixture;
import dev.agon.tests.RunningAgon;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An admin varies the page, annotators see what is varied and not that it is. */
class ConditionsPagesTest {
  @RegisterExtension static final RunningAgon AGON = new RunningAgon();

  private static final String CONDITIONS =
      """
      {"design": "within", "factors": [{"name": "secret-factor", "levels": [
        {"name": "secret-bare"},
        {"name": "secret-report", "switches": {"explanation": "report", "format": "plain", "layout": "stacked",
          "note": "open"}, "instruction": "Read the **report** first. <img src=x>"}]}]}
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
    study = AGON.study(4, 6, 2);
    study.run(
        "update response set text = 'It is *so* in p' || id, metadata = jsonb_build_object('report',"
            + " 'Because *stars* <b>', 'model', 'secret-generator') where study = $1",
        study.id());
  }

  private Page admin(BrowserContext window) {
    window.addCookies(List.of(SignedIn.admin(AGON, "ada")));
    Page page = window.newPage();
    page.navigate(AGON.url("/admin/studies/" + study.slug() + "/conditions"));
    return page;
  }

  private void save(Page page, String text) {
    page.locator("#conditions").fill(text);
    page.getByText("Save the conditions").click();
  }

  @Test
  void an_admin_writes_conditions_is_told_what_is_wrong_and_looks_at_each() {
    try (BrowserContext window = chromium.window(1280, 900, ColorScheme.LIGHT)) {
      Page page = admin(window);
      save(page, CONDITIONS.replace("stacked", "upside-down"));
      assertThat(page.locator("#conditions-problems"))
          .containsText("factors[0].levels[1].switches.layout");
      assertThat(page.locator("#conditions"))
          .hasValue(java.util.regex.Pattern.compile("upside-down"));
      save(page, CONDITIONS);
      assertThat(page.getByText("The conditions are saved.")).isVisible();
      assertThat(page.locator("tbody tr").first()).containsText("secret-bare");
      assertThat(Chromium.violations(page)).isEmpty();

      page.locator("a[href$='condition=1']").click();
      assertThat(page.locator("[data-instruction] strong")).hasText("report");
      assertThat(page.locator("[data-explanation-text]").first()).hasText("Because *stars* <b>");
      assertThat(Chromium.violations(page)).isEmpty();
    }
  }

  @Test
  void annotators_see_each_condition_in_turn_and_nothing_of_its_name_or_of_other_metadata() {
    try (BrowserContext window = chromium.window(1280, 900, ColorScheme.LIGHT)) {
      Page page = admin(window);
      save(page, CONDITIONS);
      assertThat(page.getByText("The conditions are saved.")).isVisible();
      Annotating ada = Annotating.join(AGON, study, window).ready();
      for (int k = 0; k < 4; k++) {
        assertSees(ada, conditionOf(ada));
        ada.press("1", "Enter");
        int done = k + 1;
        ada.until("saved", () -> ada.standing() == done);
        ada.awaitPair();
        if (k == 1) {
          // As the server writes the page, and as the script does.
          ada.page.reload();
          ada.ready();
        }
      }
    }
    assertThat(
            study.scalar(
                "select count(*) from (select condition from vote where study = $1 and condition is not null"
                    + " group by 1 having count(*) = 2) x",
                study.id()))
        .as("two votes under each")
        .isEqualTo(2);
  }

  private String conditionOf(Annotating ada) {
    return study.text(
        "select condition -> 'levels' ->> 'secret-factor' from place where token::text = $1",
        ada.token());
  }

  private static void assertSees(Annotating ada, String condition) {
    Locator explanation = ada.page.locator("[data-explanation]").first();
    Locator text = ada.page.locator("[data-response-card] [data-text]").first();
    if (condition.equals("secret-bare")) {
      assertThat(explanation).isHidden();
      assertThat(ada.page.locator("[data-instruction]")).isHidden();
      assertThat(text.locator("em")).hasText("so");
    } else {
      assertThat(explanation).containsText("Because *stars* <b>");
      assertThat(ada.page.locator("[data-instruction]")).containsText("Read the report first.");
      assertThat(ada.page.locator("[data-instruction] img")).hasCount(0);
      assertThat(text).containsText("It is *so* in");
      assertThat(ada.page.getByLabel("Note on this answer")).isVisible();
      assertThat(ada.page.locator(".seat")).hasClass(java.util.regex.Pattern.compile("stacked"));
    }
    assertThat(ada.page.content()).doesNotContain("secret-");
    String assignments =
        (String)
            ada.page.evaluate(
                "async (path) => (await fetch(path, { method: 'POST' })).text()",
                URI.create(ada.page.url()).getPath().replace("/annotate", "/assignments"));
    assertThat(assignments).contains("token").doesNotContain("secret-");
  }
}
