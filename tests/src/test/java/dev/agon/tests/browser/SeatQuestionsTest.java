package dev.agon.tests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import dev.agon.server.sql.StudyFixture;
import dev.agon.tests.RunningAgon;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every type of question, answered with the mouse, with keys alone and on a phone. */
class SeatQuestionsTest {
  @RegisterExtension static final RunningAgon AGON = new RunningAgon();

  private static final String SCALE =
      """
      {"blocks": [{"id": "overall", "type": "comparison", "criterion": "overall", "levels": %d,
        "both_bad": true, "title": "Which is better?",
        "tie_reasons": [{"id": "good", "label": "Both are good"}, {"id": "bad", "label": "Both are bad"}]}]}
      """;
  private static final String TWO =
      """
      {"blocks": [
        {"id": "overall", "type": "comparison", "criterion": "overall", "levels": 7, "both_bad": true,
          "tie_reasons": [{"id": "good", "label": "Both are good"}, {"id": "bad", "label": "Both are bad"}]},
        {"id": "facts", "type": "comparison", "criterion": "facts", "title": "Which has its facts right?"},
        {"id": "style", "type": "comparison", "criterion": "style", "levels": 2, "required": false}]}
      """;
  private static final String RANKING =
      """
      {"blocks": [{"id": "order", "type": "ranking", "criterion": "overall"}]}
      """;
  private static final String BEST =
      """
      {"blocks": [{"id": "best", "type": "best-of", "criterion": "overall", "none": true}]}
      """;
  private static final String SLIDER =
      """
      {"blocks": [{"id": "score", "type": "slider", "criterion": "overall", "continue": true}]}
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

  private static BrowserContext wide() {
    return chromium.window(1440, 900, ColorScheme.LIGHT);
  }

  private static BrowserContext phone() {
    return chromium.window(390, 844, ColorScheme.DARK);
  }

  private static JsonObject json(String text) {
    return new JsonObject(text);
  }

  private static void assertUsable(Questioning questioning) {
    assertThat(Chromium.violations(questioning.person.page)).isEmpty();
    assertThat(
            (Boolean)
                questioning.person.page.evaluate(
                    "() => document.documentElement.scrollWidth <= innerWidth"))
        .isTrue();
  }

  @Test
  void a_comparison_alone_is_decided_in_the_bar_by_two_to_nine_levels() {
    for (int levels : new int[] {5, 7, 9}) {
      StudyFixture study = Questioning.study(AGON, 2, SCALE.formatted(levels));
      try (BrowserContext window = wide();
          BrowserContext small = phone()) {
        Questioning ada = Questioning.join(AGON, study, window);
        assertUsable(ada);
        ada.person.press("1");
        ada.submit();
        assertThat(ada.stored())
            .isEqualTo(
                json(
                    "{'overall': {'choice': 'first', 'strength': %d}}"
                        .formatted(levels / 2)
                        .replace('\'', '"')));
        assertThat(ada.outcomes()).containsExactly("overall 1>%d2 @1.000".formatted(levels / 2));
        ada.person.press("" + (levels / 2 + 1));
        assertThat(ada.person.page.locator("[data-reasons]")).isVisible();
        ada.person.press("2", "Enter");
        ada.person.awaitProgress("2 / 4");
        ada.person.awaitChip("Saved");
        assertThat(ada.stored())
            .isEqualTo(json("{\"overall\": {\"choice\": \"tie\", \"reason\": \"bad\"}}"));
        ada.person.press("ArrowRight", "Enter");
        ada.person.awaitProgress("3 / 4");
        ada.person.awaitChip("Saved");
        assertThat(ada.outcomes()).containsExactly("overall 1<12 @1.000");

        Questioning bob = Questioning.join(AGON, study, small);
        assertUsable(bob);
        Locator last = bob.person.page.locator("[data-choices] button[value^=second]").last();
        BoundingBox box = last.boundingBox();
        assertThat(Math.min(box.width, box.height)).isGreaterThanOrEqualTo(24);
        last.click();
        bob.submit();
        assertThat(bob.outcomes()).containsExactly("overall 1<%d2 @1.000".formatted(levels / 2));
      }
    }
  }

  @Test
  void several_comparisons_are_questions_that_keys_go_through_in_turn() {
    StudyFixture study = Questioning.study(AGON, 2, TWO);
    try (BrowserContext window = wide();
        BrowserContext other = wide();
        BrowserContext small = phone()) {
      Questioning ada = Questioning.join(AGON, study, window);
      assertUsable(ada);
      ada.person.press("2", "3", "Enter");
      ada.person.awaitProgress("1 / 4");
      ada.person.awaitChip("Saved");
      assertThat(ada.stored())
          .isEqualTo(
              json(
                  "{\"overall\": {\"choice\": \"first\", \"strength\": 2}, \"facts\": {\"choice\": \"second\"}}"));
      assertThat(ada.outcomes()).containsExactly("facts 1<2 @1.000", "overall 1>22 @1.000");

      Questioning bob = Questioning.join(AGON, study, other);
      bob.question("overall").locator("label.tie").click();
      bob.person.button("Submit").click(new Locator.ClickOptions().setForce(true));
      assertThat(bob.question("overall").locator("[data-error]")).isVisible();
      bob.question("overall").getByText("Both are good").click();
      bob.question("facts").getByText("is better").first().click();
      bob.question("style").getByText("is better").last().click();
      bob.submit();
      assertThat(bob.stored())
          .isEqualTo(
              json(
                  "{\"overall\": {\"choice\": \"tie\", \"reason\": \"good\"}, \"facts\": {\"choice\": \"first\"}, \"style\": {\"choice\": \"second\"}}"));

      Questioning cleo = Questioning.join(AGON, study, small);
      assertUsable(cleo);
      cleo.question("overall").getByText("Both bad").click();
      cleo.question("facts").locator("label.tie").click();
      cleo.submit();
      assertThat(cleo.outcomes()).containsExactly("facts 1=2 @1.000", "overall 1x2 @1.000");
    }
  }

  @Test
  void a_plain_form_answers_comparisons() {
    StudyFixture scale = Questioning.study(AGON, 2, SCALE.formatted(5));
    StudyFixture several = Questioning.study(AGON, 2, TWO);
    StudyFixture order = Questioning.study(AGON, 3, RANKING);
    StudyFixture best = Questioning.study(AGON, 3, BEST);
    StudyFixture score = Questioning.study(AGON, 2, SLIDER);
    try (BrowserContext window = chromium.withoutScripts(1440, 900)) {
      Annotating ada = Annotating.join(AGON, scale, window);
      ada.page.locator("button[value=second-2]").click();
      ada.awaitText("Saved. 1 of 4.");
      ada.page.locator("[name=reason][value=bad]").check();
      ada.page.locator("button[value=tie]").click();
      ada.awaitText("Saved. 2 of 4.");
      assertThat(
              scale.scalar(
                  "select count(*) from vote where study = $1 and answers -> 'overall' ->> 'reason' = 'bad'",
                  scale.id()))
          .isEqualTo(1);
      ada.button("Undo").click();
      assertThat(ada.page.locator("[name=reason][value=bad]")).isChecked();
      assertThat(ada.page.locator("button[value=tie]")).hasAttribute("aria-current", "true");

      ada = Annotating.join(AGON, several, window);
      ada.page.locator("[name='answer.overall.choice'][value=first-3]").check();
      ada.page.locator("[name='answer.facts.choice'][value=tie]").check();
      ada.button("Submit").click();
      ada.awaitText("Saved. 1 of 4.");
      ada.button("Undo").click();
      assertThat(ada.page.locator("[name='answer.overall.choice'][value=first-3]")).isChecked();

      ada = Annotating.join(AGON, order, window);
      for (int k = 1; k <= 3; k++) {
        ada.page.locator("[name='answer.order.rank-" + k + "']").fill("" + (4 - k));
      }
      ada.button("Submit").click();
      ada.awaitText("Saved. 1 of 4.");

      ada = Annotating.join(AGON, best, window);
      ada.page.locator("[name='answer.best.best'][value=none]").check();
      ada.button("Submit").click();
      ada.awaitText("Saved. 1 of 4.");

      ada = Annotating.join(AGON, score, window);
      ada.page.locator("[name='answer.score.value-1']").fill("70");
      ada.page.locator("[name='answer.score.value-2']").fill("31");
      ada.button("Submit").click();
      ada.awaitText("Saved. 1 of 4.");
      ada.button("Undo").click();
      assertThat(ada.page.locator("[name='answer.score.value-2']")).hasValue("31");
    }
    assertThat(
            new JsonObject(
                order.text("select answers::text from vote where study = $1", order.id())))
        .isEqualTo(json("{\"order\": {\"ranks\": [3, 2, 1]}}"));
    assertThat(
            new JsonObject(best.text("select answers::text from vote where study = $1", best.id())))
        .isEqualTo(json("{\"best\": {\"best\": null}}"));
  }

  @Test
  void a_ranking_by_dragging_by_digits_and_by_buttons_on_a_phone() {
    StudyFixture study = Questioning.study(AGON, 4, RANKING);
    try (BrowserContext window = wide();
        BrowserContext other = wide();
        BrowserContext small = phone()) {
      Questioning ada = Questioning.join(AGON, study, window);
      assertUsable(ada);
      drag(ada, 4, 1);
      ada.submit();
      assertThat(ada.stored()).isEqualTo(json("{\"order\": {\"ranks\": [2, 3, 4, 1]}}"));
      assertThat(ada.outcomes())
          .containsExactly(
              "overall 1<4 @0.639",
              "overall 1>2 @0.639",
              "overall 1>3 @0.639",
              "overall 2<4 @0.639",
              "overall 2>3 @0.639",
              "overall 3<4 @0.639");

      Questioning bob = Questioning.join(AGON, study, other);
      bob.person.press("3", "1", "1", "4");
      assertThat(bob.question("order").locator(".tied")).hasCount(1);
      bob.person.press("Shift+ArrowUp", "Enter");
      bob.person.awaitProgress("1 / 4");
      bob.person.awaitChip("Saved");
      assertThat(bob.stored()).isEqualTo(json("{\"order\": {\"ranks\": [4, 1, 1, 3]}}"));
      assertThat(bob.outcomes()).contains("overall 2=3 @0.639", "overall 1<4 @0.639");

      Questioning cleo = Questioning.join(AGON, study, small);
      cleo.person.page.getByLabel("Move response B up").click();
      cleo.person.page.getByLabel("Response C is as good as the one above").click();
      cleo.submit();
      assertThat(cleo.stored()).isEqualTo(json("{\"order\": {\"ranks\": [2, 1, 2, 4]}}"));
      assertUsable(cleo);
    }
  }

  /** Drags a response by its handle above another one. */
  private static void drag(Questioning questioning, int from, int above) {
    BoundingBox start =
        questioning
            .question("order")
            .locator("[data-ranked='" + from + "'] [data-handle]")
            .boundingBox();
    BoundingBox end =
        questioning
            .question("order")
            .locator("[data-ranked='" + above + "'] [data-handle]")
            .boundingBox();
    var mouse = questioning.person.page.mouse();
    mouse.move(start.x + start.width / 2, start.y + start.height / 2);
    mouse.down();
    for (int step = 1; step <= 8; step++) {
      mouse.move(start.x + start.width / 2, start.y + (end.y - 6 - start.y) * step / 8);
    }
    mouse.up();
  }

  @Test
  void what_was_entered_outlives_a_reload_an_undo_and_a_change_from_the_history() {
    StudyFixture study = Questioning.study(AGON, 2, TWO);
    try (BrowserContext window = wide()) {
      Questioning ada = Questioning.join(AGON, study, window);
      ada.person.press("1");
      ada.person.page.reload();
      ada.person.ready();
      assertThat(ada.person.page.locator("[name='answer.overall.choice'][value=first-3]"))
          .isChecked();
      ada.person.press("2", "Enter");
      ada.person.awaitProgress("1 / 4");
      ada.person.awaitChip("Saved");
      ada.person.press("z");
      assertThat(ada.person.page.locator("[name='answer.facts.choice'][value=tie]")).isChecked();
      ada.person.button("Submit").click();
      ada.person.awaitProgress("1 / 4");
      ada.person.awaitChip("Saved");

      ada.person.go("/history");
      assertThat(ada.person.page.locator(".entry-answer").first())
          .containsText("Which has its facts right?");
      ada.person
          .page
          .getByRole(AriaRole.BUTTON)
          .filter(new Locator.FilterOptions().setHasText("Change"))
          .first()
          .click();
      ada.person.ready();
      assertThat(ada.person.page.locator("[name='answer.overall.choice'][value=first-3]"))
          .isChecked();
      assertThat(ada.person.page.locator("[name='answer.facts.choice'][value=tie]")).isChecked();
      ada.question("facts").getByText("is better").first().click();
      ada.submit();
      assertThat(ada.outcomes()).containsExactly("facts 1>2 @1.000", "overall 1>32 @1.000");
      assertThat(ada.person.standing()).isEqualTo(1);
    }
  }

  @Test
  void comparisons_of_two_to_eight_responses_follow_each_other() {
    StudyFixture study = Questioning.study(AGON, 8, RANKING);
    study.run(
        """
        update comparison c set responses = responses[1:2 + (c.id %% 7)] where study = $1
        """
            .replace("%%", "%"),
        study.id());
    study.run(
        """
        update place p set presentation = array(
          select g::smallint from generate_series(1, cardinality(c.responses)) g)
        from comparison c where c.id = p.comparison and p.study = $1
        """,
        study.id());
    try (BrowserContext window = wide()) {
      Questioning ada = Questioning.join(AGON, study, window);
      for (int k = 1; k <= 4; k++) {
        ada.person.awaitPair();
        int count = ada.person.page.locator("[data-response-card]").count();
        assertThat(ada.question("order").locator("[data-ranked]")).hasCount(count);
        assertUsable(ada);
        for (int r = 1; r <= count; r++) {
          ada.person.press("" + r);
        }
        ada.person.press("Enter");
        long votes = k;
        ada.person.until("vote " + k, () -> ada.person.votes() == votes);
        assertThat(ada.stored().getJsonObject("order").getJsonArray("ranks")).hasSize(count);
      }
      ada.person.awaitHeading("Thank you");
    }
  }

  /**
   * As an input method for Japanese does: kana are composed, then replaced by what they stand for.
   */
  @Test
  void what_an_input_method_composes_in_a_correction_is_one_edit_and_presses_no_keys() {
    StudyFixture study =
        Questioning.study(AGON, 2, "{\"blocks\": [{\"id\": \"q\", \"type\": \"correction\"}]}");
    study.run("update response set text = '犬が好きです。', language = 'ja' where study = $1", study.id());
    try (BrowserContext window = wide()) {
      Questioning ada = Questioning.sit(AGON, study, window);
      ada.person.ready();
      ada.question("q").locator("[data-corrected]").focus();
      ada.person.press("Control+Home", "Delete");
      CDPSession keyboard = window.newCDPSession(ada.person.page);
      for (String kana : new String[] {"n", "ね", "ねk", "ねこ", "猫"}) {
        compose(keyboard, kana);
        assertThat(ada.question("q").locator("[data-corrected]")).hasValue(kana + "が好きです。");
      }
      com.google.gson.JsonObject committed = new com.google.gson.JsonObject();
      committed.addProperty("text", "猫");
      keyboard.send("Input.insertText", committed);
      assertThat(ada.person.votes()).isZero();
      ada.submit();

      assertThat(ada.stored().getJsonObject("q").getString("text")).isEqualTo("猫が好きです。");
      assertThat(ada.stored().getJsonObject("q").getJsonArray("edits")).hasSize(1);
    }
  }

  private static void compose(CDPSession keyboard, String text) {
    com.google.gson.JsonObject composition = new com.google.gson.JsonObject();
    composition.addProperty("text", text);
    composition.addProperty("selectionStart", text.length());
    composition.addProperty("selectionEnd", text.length());
    keyboard.send("Input.imeSetComposition", composition);
  }
}
