package dev.agon.server.exchange.rows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agon.question.Json;
import dev.agon.question.form.Form;
import dev.agon.question.form.FormException;
import java.util.List;

/**
 * Rows of UltraFeedback (Cui et al. 2023): an instruction with completions of several models, each
 * with a rating of 1 to 5 or N/A and a rationale by aspect. Ratings and rationales become the
 * answer to a rubric; everything else of a row lies in the metadata of prompt and responses.
 */
public final class UltraFeedback {
  static final String QUESTION = "ratings";

  /** Where prompts and responses keep the rest of their row. */
  static final String METADATA = "ultrafeedback";

  static final List<String> ASPECTS =
      List.of("instruction_following", "honesty", "truthfulness", "helpfulness");
  static final String RATING = "Rating";
  static final String RATIONALE = "Rationale";
  static final String NOT_APPLICABLE = "N/A";
  static final int POINTS = 5;

  private static final List<String> ROW_ORDER =
      List.of(
          "source", "instruction", "models", "completions", "correct_answers", "incorrect_answers");

  private UltraFeedback() {}

  /** The questions of a study of such rows. */
  public static Form form() {
    ObjectNode block = Json.object().put("id", QUESTION).put("type", "rubric");
    block.put("points", POINTS).put("na", true).put("rationale", true);
    ArrayNode aspects = block.putArray("aspects");
    for (String aspect : ASPECTS) {
      String label = aspect.replace('_', ' ');
      aspects
          .addObject()
          .put("id", aspect)
          .put("label", Character.toUpperCase(label.charAt(0)) + label.substring(1))
          .put("criterion", label);
    }
    ObjectNode form = Json.object();
    form.putArray("blocks").add(block);
    try {
      return Form.of(form);
    } catch (FormException e) {
      throw new IllegalStateException("the rubric of UltraFeedback is a form", e);
    }
  }

  /**
   * Puts a row together again.
   *
   * @param stored {@code {"instruction", "rest", "completions": [{"model", "response", "rest"}],
   *     "ratings": {ASPECT: [cell a completion]}}}, as the export reads it
   */
  public static ObjectNode row(JsonNode stored) {
    ObjectNode parts = stored.path("rest").isObject() ? stored.path("rest").deepCopy() : empty();
    parts.set("instruction", stored.path("instruction"));
    ArrayNode completions = parts.putArray("completions");
    int place = 0;
    for (JsonNode completion : stored.path("completions")) {
      completions.add(completion(completion, stored.path("ratings"), place++));
    }
    if (!parts.has("models")) {
      ArrayNode models = parts.putArray("models");
      stored.path("completions").forEach(completion -> models.add(completion.path("model")));
    }
    ObjectNode row = empty();
    ROW_ORDER.stream().filter(parts::has).forEach(name -> row.set(name, parts.get(name)));
    parts.properties().stream()
        .filter(field -> !row.has(field.getKey()))
        .forEach(field -> row.set(field.getKey(), field.getValue()));
    return row;
  }

  private static ObjectNode completion(JsonNode stored, JsonNode ratings, int place) {
    JsonNode rest = stored.path("rest");
    ObjectNode completion = rest.isObject() ? rest.deepCopy() : empty();
    completion.set("model", stored.path("model"));
    completion.set("response", stored.path("response"));
    boolean imported = rest.has("annotations");
    ObjectNode annotations =
        imported
            ? (ObjectNode) completion.path("annotations")
            : completion.putObject("annotations");
    for (String aspect : ASPECTS) {
      if (!imported || annotations.has(aspect)) {
        JsonNode kept = annotations.path(aspect);
        ObjectNode annotation = kept.isObject() ? (ObjectNode) kept : empty();
        rate(annotation, ratings.path(aspect).path(place));
        annotations.set(aspect, annotation);
      }
    }
    return completion;
  }

  private static void rate(ObjectNode annotation, JsonNode cell) {
    JsonNode value = cell.path("value");
    annotation.put(RATING, value.isInt() ? Integer.toString(value.asInt()) : NOT_APPLICABLE);
    String rationale = cell.path("rationale").asText("");
    // A rationale that a rubric does not keep, since it is blank, lies with the rest.
    if (!rationale.isEmpty()) {
      annotation.put(RATIONALE, rationale);
    }
  }

  private static ObjectNode empty() {
    return Json.object();
  }
}
