package dev.agon.tests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.ReducedMotion;
import dev.agon.server.sql.StudyFixture;
import dev.agon.tests.RunningAgon;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the annotation page says and shows: in low windows, from right to left, of empty texts. */
class SeatBandTest {
  @RegisterExtension static final RunningAgon AGON = new RunningAgon();

  /** Whether the middle of an element, brought into view, is what one sees there. */
  private static final String CAN_BE_READ =
      """
      selector => {
        const element = document.querySelector(selector);
        element.scrollIntoView({ block: 'start' });
        const box = element.getBoundingClientRect();
        const y = Math.min(box.top + box.height / 2, (Math.max(0, box.top) + innerHeight) / 2);
        return element.contains(document.elementFromPoint(box.left + box.width / 2, y));
      }
      """;

  private static Chromium chromium;
  private StudyFixture study;
  private BrowserContext window;

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
    window = chromium.window(1280, 800, ColorScheme.LIGHT);
  }

  @AfterEach
  void closeWindow() {
    window.close();
  }

  private static Locator band(Page page) {
    return page.locator("[data-band]");
  }

  private static String ground(Locator element) {
    return (String) element.evaluate("e => getComputedStyle(e).backgroundColor");
  }

  @Test
  void saved_taken_back_and_skipped_are_told_in_the_bar_and_undo_goes_with_its_answer() {
    Annotating ada = Questioning.sit(AGON, study, window).person.ready();
    Page page = ada.page;
    String first = ada.token();
    ada.answer("B is better").click();
    ada.button("Submit").click();
    assertThat(band(page)).containsText("You chose: B is better.");
    assertThat(band(page)).hasAttribute("data-kind", "ok");
    assertThat(page.locator(".decision-bar [data-band]")).isVisible();
    assertThat(page.locator(".toasts > *")).hasCount(0);

    ada.button("Undo").click();
    assertThat(band(page)).containsText("Your answer is taken back. Here is the pair again.");
    assertThat(band(page).boundingBox().height).isGreaterThan(30);
    assertThat(page.locator("[data-band-do]")).isHidden();
    assertThat(ada.token()).isEqualTo(first);
    assertThat(ada.answer("B is better")).isChecked();

    ada.press("1", "Enter");
    assertThat(page.locator("[data-band-do]")).isVisible();
    ada.press("s");
    ada.button("Skip it").click();
    assertThat(band(page).locator("p")).hasText("Skipped.");
    assertThat(page.locator("[data-band-do]")).isHidden();
  }

  @Test
  void submit_looks_as_it_is_also_under_the_pointer() {
    Annotating ada = Questioning.sit(AGON, study, window).person.ready();
    Locator submit = ada.page.locator("[data-submit]");
    String off = ground(submit);
    ada.page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
    submit.hover();
    assertThat(submit).hasAttribute("aria-disabled", "true");
    assertThat(ground(submit)).as("off, under the pointer").isEqualTo(off);
    ada.press("1");
    assertThat(submit).hasAttribute("aria-disabled", "false");
    assertThat(ground(submit)).as("on").isNotEqualTo(off);
    submit.click();
    ada.awaitProgress("1 / 18");
    assertThat(submit).hasAttribute("aria-disabled", "true");
    assertThat(ground(submit)).as("off again, the pointer still on it").isEqualTo(off);
  }

  @Test
  void on_a_phone_undo_names_no_key() {
    try (BrowserContext phone = chromium.phone(ColorScheme.LIGHT)) {
      Annotating ada = Questioning.sit(AGON, study, phone).person.ready();
      ada.answer("A is better").click();
      ada.button("Submit").click();
      assertThat(ada.page.locator("[data-band-do]")).isVisible();
      assertThat(ada.page.locator("[data-band-do] kbd")).isHidden();
      assertThat(ada.page.locator("[data-band-do]").innerText()).isEqualTo("Undo");
      assertThat(Chromium.violations(ada.page)).isEmpty();
    }
  }

  @Test
  void without_a_connection_and_without_a_pair_the_page_says_so_and_offers_no_answers() {
    Annotating ada = Questioning.sit(AGON, study, window).person.ready();
    Page page = ada.page;
    window.setOffline(true);
    ada.press("1", "Enter");
    ada.awaitChip("Offline – 1 waiting");
    ada.press("1", "Enter");
    ada.awaitChip("Offline – 2 waiting");

    assertThat(page.locator("[data-away]")).isVisible();
    assertThat(page.locator("[data-away]")).containsText("No connection, and no further pair");
    assertThat(page.locator(".responses")).isHidden();
    assertThat(page.locator("[data-choices]")).hasAttribute("inert", "");
    ada.press("1");
    assertThat(page.locator("[data-choices] [aria-checked=true]")).hasCount(0);
    assertThat(Chromium.violations(page)).isEmpty();

    window.setOffline(false);
    ada.awaitChip("Saved");
    ada.awaitPair();
    assertThat(page.locator("[data-away]")).isHidden();
    assertThat(page.locator(".responses")).isVisible();
    ada.press("1", "Enter");
    ada.awaitProgress("3 / 18");
  }

  @Test
  void in_a_low_window_nothing_covers_the_texts() {
    study.run(
        "update response set text = repeat('A sentence of a response that is read. ', 30) where study = $1",
        study.id());
    Annotating ada = Questioning.sit(AGON, study, window).person.ready();
    Page page = ada.page;
    for (int[] size : new int[][] {{320, 256}, {720, 450}}) {
      page.setViewportSize(size[0], size[1]);
      for (String part : List.of("#prompt-text", "#response-a .prose", "#response-b .prose")) {
        assertThat((Boolean) page.evaluate(CAN_BE_READ, part))
            .as(part + " at " + size[0] + " by " + size[1])
            .isTrue();
      }
      assertThat(
              (Boolean) page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
          .isTrue();
      ada.answer("A is better").click();
      ada.button("Submit").click();
      assertThat(band(page)).containsText("You chose");
      assertThat(band(page).boundingBox().y)
          .as("where the next pair begins")
          .isBetween(0.0, (double) size[1]);
      assertThat(Chromium.violations(page)).isEmpty();
      picture(page, "seat-" + size[0] + "x" + size[1]);
    }
  }

  @Test
  void a_text_begins_at_its_own_side_and_names_stay_whole_from_right_to_left() {
    study.run(
        "update study set name = 'Which one (really)?', consent = 'We store **votes**.' where id = $1",
        study.id());
    study.run(
        "update response set language = 'ar', text = 'هذا رد بالعربية.' where study = $1",
        study.id());
    try (BrowserContext arabic = chromium.window(1440, 900, ColorScheme.LIGHT)) {
      arabic.addCookies(List.of(new Cookie("agon_language", "ar").setUrl(AGON.url("/"))));
      Page page = arabic.newPage();
      page.navigate(AGON.url("/join/" + Annotating.joinCode(study)));
      assertThat(page.locator("h1 bdi")).hasText("Which one (really)?");
      assertThat(page.locator("section.card .prose")).hasAttribute("dir", "auto");
      page.locator("[name=agree]").check();
      page.locator("form.card button.primary").click();
      page.locator("a.primary").click();
      page.waitForSelector("[data-chip]:not([hidden])");
      assertThat(gap(page, "[data-prompt]", "left")).as("an English prompt").isLessThan(40);
      assertThat(gap(page, "#response-a", "right")).as("an Arabic response").isLessThan(40);
      picture(page, "seat-arabic");
    }
    try (BrowserContext english = chromium.window(1440, 900, ColorScheme.DARK)) {
      StudyFixture asked = AGON.study(3, 6, 2);
      asked.run("update prompt set language = 'ar', text = 'ما هذا؟' where study = $1", asked.id());
      Annotating ada = Questioning.sit(AGON, asked, english).person.ready();
      assertThat(gap(ada.page, "[data-prompt]", "right")).as("an Arabic prompt").isLessThan(40);
      assertThat(Chromium.violations(ada.page)).isEmpty();
    }
  }

  private static void picture(Page page, String name) {
    if (System.getenv("AGON_SHOTS") != null) {
      Chromium.shoot(page, name);
    }
  }

  /** How far the text in a card lies from one of its sides. */
  private static double gap(Page page, String card, String side) {
    return ((Number)
            page.evaluate(
                """
                ([selector, side]) => {
                  const card = document.querySelector(selector);
                  const texts = document.createTreeWalker(card.querySelector('[data-text]'), NodeFilter.SHOW_TEXT);
                  const words = document.createRange();
                  words.selectNodeContents(texts.nextNode());
                  const [box, line] = [card.getBoundingClientRect(), words.getBoundingClientRect()];
                  return side === 'left' ? line.left - box.left : box.right - line.right;
                }
                """,
                List.of(card, side)))
        .doubleValue();
  }

  @Test
  void an_empty_response_says_so_wherever_it_is_shown() {
    study.run("update response set text = '' where study = $1 and id % 2 = 0", study.id());
    study.run(
        "update response set text = E' \\n\\u00a0' where study = $1 and id % 2 = 1", study.id());
    Annotating ada = Questioning.sit(AGON, study, window).person.ready();
    for (int k = 0; k < 2; k++) {
      for (String card : List.of("#response-a", "#response-b")) {
        assertThat(ada.page.locator(card + " [data-text]")).hasText("This text is empty.");
      }
      ada.press("1", "Enter");
      ada.awaitProgress((k + 1) + " / 18");
      ada.awaitPair();
    }
    assertThat(Chromium.violations(ada.page)).isEmpty();
    ada.go("/history");
    assertThat(ada.page.locator(".entry-responses").first()).containsText("This text is empty.");
    ada.page.locator(".entry-do a").first().click();
    assertThat(ada.page.locator(".revise .response").first()).containsText("This text is empty.");
    assertThat(Chromium.violations(ada.page)).isEmpty();
  }
}
