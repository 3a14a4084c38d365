package dev.agon.tests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import dev.agon.server.sql.StudyFixture;
import dev.agon.tests.RunningAgon;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The sheet of keys, and keys that annotators change in it. */
class KeySheetTest {
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
  }

  private static BrowserContext wide() {
    return chromium.window(1440, 900, ColorScheme.LIGHT);
  }

  private Annotating sit(BrowserContext window) {
    return Questioning.sit(AGON, study, window).person.ready();
  }

  private static Locator change(Page page, String action) {
    return page.locator("[data-changes='" + action + "']");
  }

  private static Locator said(Page page) {
    return page.locator("[data-keys-said]");
  }

  private static Locator cap(Page page, String place) {
    return page.locator(place + " kbd");
  }

  @Test
  void a_key_is_changed_in_the_sheet_and_shown_on_its_control() {
    try (BrowserContext window = wide()) {
      Annotating ada = sit(window);
      ada.press("?");
      change(ada.page, "undo").click();
      assertThat(said(ada.page)).hasText("Now press the new key. Escape keeps Z.");
      ada.press("u");
      assertThat(said(ada.page)).hasText("Done. U: Undo");
      assertThat(change(ada.page, "undo")).hasAccessibleName("Change the key U: Undo");
      change(ada.page, "digit-1").click();
      ada.press("j");
      change(ada.page, "skip").click();
      ada.press("k");
      assertThat(Chromium.violations(ada.page)).isEmpty();
      ada.press("?");

      assertThat(cap(ada.page, "[data-choices] button >> nth=0 >>")).hasText("J");
      assertThat(cap(ada.page, "[data-choices] button >> nth=1 >>")).hasText("2");
      assertThat(cap(ada.page, "[data-key-button=skip]")).hasText("K");
      ada.press("1", "Enter");
      assertThat(ada.votes()).isZero();
      ada.press("j", "Enter");
      ada.awaitProgress("1 / 12");
      assertThat(ada.page.locator("[data-band-do]")).hasText(Pattern.compile("Undo\\s+U"));
      ada.press("z");
      ada.awaitProgress("1 / 12");
      ada.press("u");
      ada.awaitProgress("0 / 12");
      ada.press("s");
      assertThat(ada.page.locator("#skip")).isHidden();
      ada.press("k");
      assertThat(ada.page.locator("#skip")).isVisible();
    }
  }

  @Test
  void a_key_that_is_taken_is_refused_with_what_it_does() {
    try (BrowserContext window = wide()) {
      Annotating ada = sit(window);
      ada.press("?");
      change(ada.page, "undo").click();
      ada.press("s");
      assertThat(said(ada.page))
          .hasText("S is in use already: “Skip this pair”. Please press another key.");
      ada.press("9");
      assertThat(said(ada.page)).containsText("9 is in use already: it answers other questions.");
      ada.press("F5");
      assertThat(said(ada.page)).containsText("That key cannot be used here.");
      ada.press("Escape");
      assertThat(ada.page.locator("#keys")).isVisible();
      assertThat(change(ada.page, "undo")).hasText("Z");
      assertThat(ada.page.locator("[data-usual-keys]")).isHidden();
      ada.press("Escape");
      assertThat(ada.page.locator("#keys")).isHidden();
    }
  }

  @Test
  void changed_keys_come_along_to_another_device_and_can_be_the_usual_ones_again() {
    try (BrowserContext window = wide();
        BrowserContext other = wide()) {
      Annotating ada = sit(window);
      ada.press("?");
      change(ada.page, "undo").click();
      ada.press("u");
      // The usual key of something that has another one now is free.
      change(ada.page, "skip").click();
      ada.press("z");
      assertThat(said(ada.page)).hasText("Done. Z: Skip this pair");
      ada.until(
          "the server knows",
          () ->
              study.scalar(
                      "select count(*) from annotator where study = $1 and keys = '{\"undo\": \"u\", \"skip\": \"z\"}'",
                      study.id())
                  == 1);
      ada.page.reload();
      ada.ready();
      assertThat(cap(ada.page, "[data-key-button=skip]")).hasText("Z");

      other.addCookies(own(window));
      Annotating elsewhere = Annotating.at(AGON, study, other.newPage());
      elsewhere.go("/annotate");
      elsewhere.ready();
      assertThat(cap(elsewhere.page, "[data-key-button=skip]")).hasText("Z");
      elsewhere.press("?");
      elsewhere.button("Back to the usual keys").click();
      assertThat(said(elsewhere.page)).hasText("The usual keys are back.");
      assertThat(cap(elsewhere.page, "[data-key-button=skip]")).hasText("S");
      elsewhere.until(
          "the server knows",
          () ->
              study.scalar(
                      "select count(*) from annotator where study = $1 and keys = '{}'", study.id())
                  == 1);
      ada.page.reload();
      ada.ready();
      assertThat(cap(ada.page, "[data-key-button=skip]")).hasText("S");
    }
  }

  private static List<Cookie> own(BrowserContext window) {
    return window.cookies().stream()
        .filter(cookie -> cookie.name.startsWith("agon_s_"))
        .map(cookie -> new Cookie(cookie.name, cookie.value).setUrl(AGON.url("/")))
        .toList();
  }

  @Test
  void a_change_without_a_connection_is_kept_and_told_to_the_server_later() {
    try (BrowserContext window = wide()) {
      Annotating ada = sit(window);
      window.setOffline(true);
      ada.press("?");
      change(ada.page, "undo").click();
      ada.press("u");
      assertThat(said(ada.page)).containsText("The server hears of them later.");
      window.setOffline(false);
      ada.page.reload();
      ada.ready();
      assertThat(change(ada.page, "undo").locator("kbd")).hasText("U");
      ada.until(
          "the server knows",
          () ->
              study.scalar(
                      "select count(*) from annotator where study = $1 and keys = '{\"undo\": \"u\"}'",
                      study.id())
                  == 1);
    }
  }

  @Test
  void changed_keys_are_silent_while_somebody_types() {
    try (BrowserContext window = wide()) {
      Annotating ada = sit(window);
      ada.press("?");
      change(ada.page, "digit-1").click();
      ada.press("j");
      change(ada.page, "submit").click();
      ada.press("x");
      ada.press("?", "n");
      ada.page.keyboard().type("jx1 zs?q");
      assertThat(ada.page.locator("#comment")).hasValue("jx1 zs?q");
      assertThat(ada.page.locator("[data-choices] [aria-checked=true]")).hasCount(0);
      assertThat(ada.page.locator("#skip")).isHidden();
      ada.press("Escape", "j", "Enter");
      assertThat(ada.page.locator("[data-choices] [aria-checked=true]")).hasCount(1);
      assertThat(ada.votes()).isZero();
      ada.press("x");
      ada.awaitProgress("1 / 12");
    }
  }

  @Test
  void letters_of_another_script_are_the_keys_below_them() {
    try (BrowserContext window = wide()) {
      Annotating ada = sit(window);
      ada.page
          .locator("body")
          .evaluate(
              "body => body.dispatchEvent(new KeyboardEvent('keydown', {key: 'س', code: 'KeyS', bubbles: true}))");
      assertThat(ada.page.locator("#skip")).isVisible();
    }
  }

  @Test
  void the_keys_of_questions_are_on_their_controls_too() {
    StudyFixture asked =
        Questioning.study(
            AGON,
            2,
            """
            {"blocks": [
              {"id": "tags", "type": "tags", "tags": [{"id": "safe", "label": "Safe"}, {"id": "odd", "label": "Odd"}]},
              {"id": "sure", "type": "confidence", "points": 10}]}
            """);
    try (BrowserContext window = wide()) {
      Questioning ada = Questioning.sit(AGON, asked, window);
      ada.person.ready();
      ada.person.press("?");
      change(ada.person.page, "digit-2").click();
      ada.person.press("w");
      change(ada.person.page, "digit-0").click();
      ada.person.press("p");
      ada.person.press("?");
      assertThat(ada.question("tags").locator("kbd").nth(1)).hasText("W");
      assertThat(ada.question("sure").locator("kbd").last()).hasText("P");
      ada.person.press("w", "q", "p", "Enter");
      ada.person.awaitProgress("1 / 4");
      ada.person.awaitChip("Saved");
      assertThat(ada.stored().getJsonObject("tags")).hasToString("{\"tags\":[[\"odd\"],[]]}");
      assertThat(ada.stored().getJsonObject("sure")).hasToString("{\"value\":10}");
      assertThat(ada.question("tags").locator("kbd").nth(1)).hasText("W");
    }
  }
}
