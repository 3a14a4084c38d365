package dev.agon.tests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.options.ColorScheme;
import dev.agon.server.sql.StudyFixture;
import dev.agon.tests.RunningAgon;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** From the join link to the thanks over questions of many types, by keyboard alone. */
class KeyboardLoopTest {
  @RegisterExtension static final RunningAgon AGON = new RunningAgon();

  private static final String FORM =
      """
      {"blocks": [
        {"id": "overall", "type": "comparison", "criterion": "overall"},
        {"id": "grid", "type": "rubric", "rationale": false, "aspects": [{"id": "honesty", "label": "Honesty"}]},
        {"id": "harm", "type": "harm", "severities": ["None", "Much"], "categories": [{"id": "insult", "label": "Insult"}]},
        {"id": "spans", "type": "spans", "types": [{"id": "wrong", "label": "Wrong"}, {"id": "rude", "label": "Rude"}]},
        {"id": "sentences", "type": "sentences", "least": 1, "reasons": [{"id": "key", "label": "Key point"}]},
        {"id": "words", "type": "text"},
        {"id": "chips", "type": "chips", "of": "comparison", "required": false, "chips": [{"id": "clear", "label": "Clear"}]},
        {"id": "sure", "type": "confidence"}]}
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

  private static void answer(Annotating ada, String words) {
    ada.press("1");
    ada.press("4", "5");
    ada.press("1", "1", "ArrowDown", "0");
    ada.press("ArrowRight", "Shift+ArrowRight", "2");
    ada.press("q", "Space", "1");
    ada.press("q");
    ada.page.keyboard().type(words);
    ada.press("Escape", "q", "q", "5");
    ada.press("n");
    ada.page.keyboard().type("By hand 1 2 3");
    ada.press("Escape");
  }

  @Test
  void a_whole_study_without_a_mouse() {
    StudyFixture study = Questioning.study(AGON, 2, FORM);
    study.run("update study set votes_per_annotator = 2 where id = $1", study.id());
    study.run("update response set text = 'One cat sat. It was fat.' where study = $1", study.id());
    try (BrowserContext window = chromium.window(1440, 900, ColorScheme.LIGHT)) {
      Annotating ada = Annotating.arrive(AGON, study, window);
      ada.tabTo("input[name=agree]");
      ada.press("Space");
      ada.tabTo("form button");
      ada.press("Enter");
      ada.awaitHeading("Your personal link");
      ada.tabTo("a.primary");
      ada.press("Enter");
      ada.ready();

      ada.press("s", "Enter");
      ada.awaitText("Skipped.");
      ada.awaitPair();
      ada.press("Enter");
      assertThat(ada.page.locator("#question-overall [data-error]")).isVisible();
      answer(ada, "First");
      ada.press("Enter");
      ada.awaitProgress("1 / 2");
      ada.awaitPair();
      assertThat(ada.page.locator("#prompt-heading")).isFocused();
      ada.press("z");
      ada.awaitProgress("0 / 2");
      ada.awaitPair();
      assertThat(ada.page.locator("[name='answer.words.text']")).hasValue("First");
      ada.press("Control+Enter");
      ada.awaitProgress("1 / 2");
      ada.awaitPair();
      answer(ada, "Second");
      ada.press("Control+Enter");
      ada.awaitHeading("Thank you");

      JsonObject expected =
          new JsonObject(
              """
              {"overall": {"choice": "first"},
               "grid": {"ratings": {"honesty": [{"value": 4}, {"value": 5}]}},
               "harm": {"harms": [{"severity": 1, "categories": ["insult"]}, {"severity": 0, "categories": []}]},
               "spans": {"spans": [{"response": 1, "start": 0, "end": 7, "type": "rude"}]},
               "sentences": {"sentences": [{"response": 1, "sentence": 1, "start": 0, "end": 12, "reasons": ["key"]}]},
               "sure": {"value": 5}}
              """);
      for (String words : List.of("First", "Second")) {
        String stored =
            study.text(
                """
                select v.answers::text from vote v join place p on p.id = v.place and p.revision = v.revision
                where v.study = $1 and v.comment = 'By hand 1 2 3' and v.answers -> 'words' ->> 'text' = $2
                """,
                study.id(),
                words);
        JsonObject answers = new JsonObject(stored);
        answers.remove("words");
        assertThat(answers).isEqualTo(expected);
      }
    }
  }
}
