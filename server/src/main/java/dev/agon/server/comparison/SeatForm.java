package dev.agon.server.comparison;

import dev.agon.question.Block;
import dev.agon.question.form.Form;
import dev.agon.server.comparison.SeatStore.Desk;
import dev.agon.server.core.Criterion;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the annotator's page asks of a comparison.
 *
 * @param asks {@code one} comparison, which is decided in the bar; {@code several} criteria of a
 *     study without a form; or {@code questions} of any type
 * @param own whether the study has a form of its own
 * @param blocks the questions; none for several criteria
 */
record SeatForm(String asks, boolean own, List<JsonObject> blocks) {
  private static final String COMPARISON = "comparison";

  static SeatForm of(Desk desk) {
    Form form = desk.form();
    if (form != null) {
      return of(form);
    }
    if (desk.criteria().size() > 1) {
      return new SeatForm("several", false, List.of());
    }
    Criterion criterion = desk.criteria().getFirst();
    JsonObject block =
        new JsonObject()
            .put("id", Integer.toString(criterion.ordinal()))
            .put("type", COMPARISON)
            .put("criterion", criterion.name())
            .put("levels", desk.allowTie() ? 3 : 2)
            .put("both_bad", desk.allowBothBad());
    return new SeatForm("one", false, List.of(block));
  }

  private static SeatForm of(Form form) {
    List<Block> blocks = form.blocks();
    boolean one = blocks.size() == 1 && blocks.getFirst().type().name().equals(COMPARISON);
    return new SeatForm(
        one ? "one" : "questions",
        true,
        blocks.stream().map(block -> new JsonObject(block.settings().toString())).toList());
  }

  /** What the page's script knows of it. */
  JsonObject json() {
    return new JsonObject().put("asks", asks).put("own", own).put("blocks", new JsonArray(blocks));
  }

  /** The types of its questions, each once. */
  List<String> types() {
    return asks.equals("questions")
        ? blocks.stream().map(block -> block.getString("type")).distinct().toList()
        : List.of();
  }

  /** What the bar asks, above the pair; empty for the study's own question. */
  String title() {
    return asks.equals("one") ? blocks.getFirst().getString("title", "") : "";
  }

  /** Fills in what templates show. */
  void describe(Map<String, Object> model, @Nullable JsonObject shown, boolean preview) {
    model.put("asks", asks);
    model.put("types", types());
    switch (asks) {
      case "one" -> describeOne(model, shown);
      case "questions" -> model.put("questions", questions(shown, preview));
      default -> model.put("multiple", true);
    }
  }

  private void describeOne(Map<String, Object> model, @Nullable JsonObject shown) {
    JsonObject block = blocks.getFirst();
    JsonObject current = answer(shown, block);
    model.put("block", block);
    model.put("levels", block.getInteger("levels", 3));
    if (current != null) {
      model.put("current", current);
      model.put("reason", current.getString("reason", ""));
    }
  }

  /** Each question as its template sees it. */
  List<Map<String, Object>> questions(@Nullable JsonObject shown, boolean preview) {
    List<Map<String, Object>> questions = new ArrayList<>();
    for (JsonObject block : blocks) {
      Map<String, Object> question = new HashMap<>();
      question.put("block", block);
      question.put("ordinal", questions.size() + 1);
      question.put("numbered", blocks.size() > 1);
      question.put("preview", preview);
      if (shown != null) {
        question.put("shown", shown);
      }
      JsonObject current = answer(shown, block);
      question.put("current", current == null ? false : current);
      questions.add(question);
    }
    return questions;
  }

  private static @Nullable JsonObject answer(@Nullable JsonObject shown, JsonObject block) {
    JsonObject answers = shown == null ? null : shown.getJsonObject("answers");
    return answers == null ? null : answers.getJsonObject(block.getString("id"));
  }
}
