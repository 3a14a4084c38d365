package dev.agon.question.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.agon.preference.Outcome;
import dev.agon.question.Fields;
import dev.agon.question.Json;
import dev.agon.question.PairOutcome;
import dev.agon.question.PairWeights;
import dev.agon.question.Shown;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FormTest {
  private static final Shown PAIR =
      new Shown(
          new Shown.Text("Why?", "en"),
          List.of(new Shown.Text("Because.", "en"), new Shown.Text("So.", "en")));

  private static Form form(String blocks) throws FormException {
    return Form.parse("{\"blocks\": [" + blocks + "]}");
  }

  private static List<String> problems(String form) {
    FormException thrown = catchThrowableOfType(FormException.class, () -> Form.parse(form));
    return thrown.problems().stream().map(p -> p.path() + " " + p.message()).toList();
  }

  private static List<String> refusals(Form form, String answers) throws Exception {
    return form.read(PAIR, Json.parse(answers)).problems().stream()
        .map(p -> p.path() + " " + p.message())
        .toList();
  }

  @Test
  void everything_that_is_wrong_with_a_form_is_named_with_its_path() {
    assertThat(
            problems(
                """
                {"blocks": [
                  {"id": "A b", "type": "comparison", "criterion": "x", "levels": 4},
                  {"id": "q", "type": "comparison", "criterion": "x", "extra": 1},
                  {"id": "q", "type": "riddle"},
                  {"id": "q", "type": "comparison", "criterion": "x",
                   "levels": 2, "tie_reasons": [{"id": "a", "label": "b"}]}]}
                """))
        .hasSize(6)
        .anyMatch(p -> p.startsWith("blocks[0].id "))
        .anyMatch(p -> p.startsWith("blocks[0].levels "))
        .anyMatch(p -> p.startsWith("blocks[1]") && p.contains("extra"))
        .anyMatch(p -> p.startsWith("blocks[2].type must be one of comparison"))
        .anyMatch(p -> p.startsWith("blocks[3].tie_reasons do not apply"))
        .anyMatch(p -> p.startsWith("blocks[3].id must differ"));
    assertThat(problems("{\"blocks\": []}"))
        .containsExactly("blocks must be a list of 1 to 40 questions");
    assertThat(problems("{"))
        .allMatch(p -> p.startsWith("form is not JSON") && p.contains("line 1"));
  }

  @Test
  void a_form_is_the_same_after_writing_and_reading() throws FormException {
    Form form =
        form(
            "{\"id\": \"q\", \"type\": \"comparison\", \"criterion\": \"overall\", \"levels\": 7}");
    assertThat(Form.parse(form.json().toString()).json()).isEqualTo(form.json());
    assertThat(form.criteria()).containsExactly("overall");
    assertThat(form.needsTexts()).isFalse();
  }

  @Test
  void a_level_has_a_strength_and_a_tie_a_reason() throws Exception {
    Form form =
        form(
            """
            {"id": "q", "type": "comparison", "criterion": "overall", "levels": 7, "both_bad": true,
             "tie_reasons": [{"id": "same", "label": "The same"}]}
            """);
    Form.Answers much =
        form.read(PAIR, Json.parse("{\"q\": {\"choice\": \"second\", \"strength\": 3}}"));
    assertThat(much.problems()).isEmpty();
    assertThat(much.outcomes())
        .containsExactly(new PairOutcome("overall", 1, 2, Outcome.SECOND, 3, 1));
    assertThat(
            form.read(PAIR, Json.parse("{\"q\": {\"choice\": \"tie\", \"reason\": \"same\"}}"))
                .json())
        .hasToString("{\"q\":{\"choice\":\"tie\",\"reason\":\"same\"}}");
    assertThat(refusals(form, "{\"q\": {\"choice\": \"first\", \"strength\": 4}}"))
        .containsExactly("answers.q.strength must be a whole number from 1 to 3");
    assertThat(refusals(form, "{\"q\": {\"choice\": \"tie\"}}"))
        .containsExactly("answers.q.reason must be one of same");
    assertThat(refusals(form, "{\"q\": {\"choice\": \"maybe\"}, \"z\": 1}"))
        .containsExactly(
            "answers.z is not a question of this study",
            "answers.q.choice must be one of first, second, tie, both_bad");
    assertThat(refusals(form, "{}")).containsExactly("answers.q is needed");
    assertThat(refusals(form, "[]")).hasSize(1);
  }

  @Test
  void a_question_that_is_not_required_may_be_left_out() throws Exception {
    Form form =
        form(
            "{\"id\": \"q\", \"type\": \"comparison\", \"criterion\": \"x\", \"required\": false}");
    assertThat(refusals(form, "{}")).isEmpty();
    assertThat(refusals(form, "{\"q\": null}")).isEmpty();
  }

  @Test
  void plain_form_fields_say_the_same() throws Exception {
    Form form =
        form("{\"id\": \"q\", \"type\": \"comparison\", \"criterion\": \"x\", \"levels\": 5}");
    Map<String, String> sent = Map.of("choice", "first-2");
    var raw =
        form.ofFields(
            PAIR,
            block ->
                new Fields() {
                  @Override
                  public String text(String part) {
                    return sent.getOrDefault(part, "");
                  }

                  @Override
                  public List<String> all(String part) {
                    return List.of();
                  }
                });
    assertThat(form.read(PAIR, raw).json())
        .hasToString("{\"q\":{\"choice\":\"first\",\"strength\":2}}");
  }

  @Test
  void weights_give_pairs_the_information_of_the_whole_answer() {
    assertThat(PairWeights.ofRanking(2)).isEqualTo(1);
    assertThat(PairWeights.ofBest(2)).isEqualTo(1);
    for (int k = 2; k <= 8; k++) {
      double choices = 0;
      for (int m = 2; m <= k; m++) {
        choices += (m - 1.0) / m;
      }
      double pairsTrace = PairWeights.ofRanking(k) * k * (k - 1) / 2 * 0.25 * 2;
      assertThat(pairsTrace).isCloseTo(choices, org.assertj.core.data.Offset.offset(1e-12));
      double bestTrace = PairWeights.ofBest(k) * (k - 1) * 0.25 * 2;
      assertThat(bestTrace).isCloseTo((k - 1.0) / k, org.assertj.core.data.Offset.offset(1e-12));
    }
  }
}
