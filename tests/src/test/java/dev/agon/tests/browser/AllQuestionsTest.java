package dev.agon.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.agon.server.sql.StudyFixture;
import dev.agon.tests.RunningAgon;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A study that asks everything at once. */
class AllQuestionsTest {
  @RegisterExtension static final RunningAgon AGON = new RunningAgon();

  private static final String FORM =
      """
      {"blocks": [
        {"id": "likert", "type": "likert", "points": 7, "anchors": {"1": "Poor", "7": "Superb"}},
        {"id": "rubric", "type": "rubric", "aspects": [
          {"id": "honesty", "label": "Honesty", "help": "Does it *say* what is?", "criterion": "honesty"}]},
        {"id": "tags", "type": "tags", "tags": [{"id": "safe", "label": "Safe"}, {"id": "odd", "label": "Odd"}]},
        {"id": "chips", "type": "chips", "of": "comparison", "chips": [
          {"id": "clear", "label": "Clear", "side": "good"}, {"id": "dull", "label": "Dull", "side": "bad"}]},
        {"id": "spans", "type": "spans", "note": true, "types": [
          {"id": "wrong", "label": "Wrong"}, {"id": "rude", "label": "Rude"}]},
        {"id": "correction", "type": "correction", "types": [{"id": "fact", "label": "Fact"}]},
        {"id": "sentences", "type": "sentences", "least": 1, "reasons": [{"id": "key", "label": "Key point"}]},
        {"id": "principle", "type": "principle", "principle": "Be kind.", "quote": true},
        {"id": "harm", "type": "harm", "severities": ["None", "Some", "Much"],
          "categories": [{"id": "insult", "label": "Insult"}]},
        {"id": "improvement", "type": "improvement", "criterion": "overall"},
        {"id": "words", "type": "text", "most": 200},
        {"id": "sure", "type": "confidence"},
        {"id": "note", "type": "note-first"}]}
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

  private static StudyFixture study() {
    StudyFixture study = Questioning.study(AGON, 2, FORM);
    study.run(
        "update response set text = case when id % 2 = 0 then 'One cat sat. It was fat.'"
            + " else 'Two dogs 😀 ran. They barked!' end where study = $1",
        study.id());
    return study;
  }

  private static Locator option(Questioning ada, String question, String name) {
    return ada.question(question)
        .locator("label.option", new Locator.LocatorOptions().setHasText(name));
  }

  /** Selects the first word of a text, as a mouse would. */
  private static void selectFirstWord(Questioning ada, String question, int text) {
    ada.question(question)
        .locator("[data-raw]")
        .nth(text)
        .evaluate(
            "element => { const range = document.createRange(); const node = element.firstChild.firstChild;"
                + " range.setStart(node, 0); range.setEnd(node, 2);"
                + " document.getSelection().removeAllRanges(); document.getSelection().addRange(range); }");
  }

  private static void answerAll(Questioning ada) {
    option(ada, "likert", "6").click();
    Locator cells = ada.question("rubric").locator("[data-cell]");
    cells.nth(0).locator("label.option", new Locator.LocatorOptions().setHasText("4")).click();
    cells.nth(0).locator("[data-why]").fill("Because.");
    cells.nth(1).locator("label.option", new Locator.LocatorOptions().setHasText("n/a")).click();
    ada.question("tags").locator("label.option").nth(1).click();
    option(ada, "chips", "Dull").click();
    option(ada, "spans", "Rude").click();
    selectFirstWord(ada, "spans", 0);
    ada.question("spans").locator("[data-mark]").click();
    ada.question("spans").locator("[data-list] input").fill("So rude");
    Locator corrected = ada.question("correction").locator("[data-corrected]");
    corrected.fill(corrected.inputValue().replace("cat", "tiger").replace("dogs", "wolves"));
    ada.question("correction").locator("select").selectOption("fact");
    ada.question("sentences").locator("button.sentence").nth(1).click();
    option(ada, "sentences", "Key point").click();
    Locator verdicts = ada.question("principle").locator("[data-verdict]");
    for (int k = 0; k < 2; k++) {
      verdicts.nth(k).locator("label.option").nth(k).click();
      selectFirstWord(ada, "principle", k);
      verdicts.nth(k).locator("[data-cite]").click();
    }
    Locator harms = ada.question("harm").locator("[data-harm]");
    harms.nth(0).locator("label.option", new Locator.LocatorOptions().setHasText("Much")).click();
    harms.nth(0).locator("label.option", new Locator.LocatorOptions().setHasText("Insult")).click();
    harms.nth(1).locator("label.option", new Locator.LocatorOptions().setHasText("None")).click();
    option(ada, "improvement", "B is better").click();
    ada.question("words").locator("textarea").fill("Fine 漢字 😀");
    option(ada, "sure", "5").click();
    ada.question("note").locator("textarea").fill("Animals.");
    ada.question("note").locator("[data-reveal]").click();
  }

  private static void assertStored(Questioning ada) {
    JsonObject stored = ada.stored();
    boolean cats = stored.getJsonObject("correction").getString("text").contains("tiger");
    assertThat(stored.getJsonObject("likert")).hasToString("{\"values\":[6]}");
    assertThat(stored.getJsonObject("rubric"))
        .isEqualTo(
            new JsonObject(
                "{\"ratings\": {\"honesty\": [{\"value\": 4, \"rationale\": \"Because.\"}, {\"value\": null}]}}"));
    assertThat(stored.getJsonObject("tags")).hasToString("{\"tags\":[[\"odd\"],[]]}");
    assertThat(stored.getJsonObject("chips")).hasToString("{\"chips\":[[\"dull\"]]}");
    assertThat(stored.getJsonObject("spans"))
        .isEqualTo(
            new JsonObject(
                "{\"spans\": [{\"response\": 1, \"start\": 0, \"end\": 3, \"type\": \"rude\", \"note\": \"So rude\"}]}"));
    assertThat(stored.getJsonObject("correction").getJsonArray("edits").getJsonObject(0))
        .isEqualTo(
            new JsonObject(
                cats
                    ? "{\"start\": 4, \"end\": 7, \"replacement\": \"tiger\", \"type\": \"fact\"}"
                    : "{\"start\": 4, \"end\": 8, \"replacement\": \"wolves\", \"type\": \"fact\"}"));
    assertThat(
            stored
                .getJsonObject("sentences")
                .getJsonArray("sentences")
                .getJsonObject(0)
                .getInteger("sentence"))
        .isEqualTo(2);
    assertThat(stored.getJsonObject("principle"))
        .isEqualTo(
            new JsonObject(
                "{\"verdicts\": [{\"follows\": true, \"quote\": {\"start\": 0, \"end\": 3}},"
                    + " {\"follows\": false, \"quote\": {\"start\": 0, \"end\": 3}}]}"));
    assertThat(stored.getJsonObject("harm"))
        .isEqualTo(
            new JsonObject(
                "{\"harms\": [{\"severity\": 2, \"categories\": [\"insult\"]}, {\"severity\": 0, \"categories\": []}]}"));
    assertThat(stored.getJsonObject("improvement")).hasToString("{\"better\":\"after\"}");
    assertThat(stored.getJsonObject("words")).hasToString("{\"text\":\"Fine 漢字 😀\"}");
    assertThat(stored.getJsonObject("sure")).hasToString("{\"value\":5}");
    assertThat(stored.getJsonObject("note").getString("note")).isEqualTo("Animals.");
    assertThat(ada.outcomes()).containsExactly("overall 1<2 @1.000");
  }

  private static void assertUsable(Questioning ada, String picture) {
    Page page = ada.person.page;
    String folder = System.getenv("AGON_SHOTS");
    if (folder != null) {
      page.screenshot(
          new Page.ScreenshotOptions()
              .setFullPage(true)
              .setPath(Path.of(folder, picture + ".png")));
    }
    assertThat(Chromium.violations(page)).isEmpty();
    assertThat((Boolean) page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
        .isTrue();
  }

  @Test
  void everything_answered_with_the_mouse_is_stored_as_it_was_entered() {
    StudyFixture study = study();
    try (BrowserContext window = chromium.window(1440, 900, ColorScheme.LIGHT)) {
      Questioning ada = Questioning.join(AGON, study, window);
      assertThat(ada.question("likert").locator(".words").allTextContents())
          .containsExactly("Poor", "Superb");
      answerAll(ada);
      assertUsable(ada, "all-questions-1440-light");
      ada.submit();
      assertStored(ada);
      ada.person.awaitProgress("1 / 4");
    }
  }

  @Test
  void everything_is_answered_on_a_phone_too() {
    StudyFixture study = study();
    try (BrowserContext window = chromium.window(390, 844, ColorScheme.DARK)) {
      Questioning ada = Questioning.join(AGON, study, window);
      answerAll(ada);
      assertUsable(ada, "all-questions-390-dark");
      ada.submit();
      assertStored(ada);
    }
  }

  @Test
  void what_was_answered_comes_back_after_a_reload_and_after_an_undo() {
    StudyFixture study = study();
    try (BrowserContext window = chromium.window(1440, 900, ColorScheme.DARK)) {
      Questioning ada = Questioning.join(AGON, study, window);
      answerAll(ada);
      ada.person.page.reload();
      ada.person.ready();
      ada.submit();
      assertStored(ada);
      ada.person.button("Undo").first().click();
      ada.person.awaitProgress("0 / 4");
      ada.submit();
      assertStored(ada);
    }
  }
}
