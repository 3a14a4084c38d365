package dev.agon.question.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agon.question.Block;
import dev.agon.question.Fields;
import dev.agon.question.Json;
import dev.agon.question.Problems;
import dev.agon.question.QuestionType;
import dev.agon.question.Shown;
import org.jspecify.annotations.Nullable;

/** How sure the annotator is: a point of a scale. The answer is {@code {"value": 4}}, from 1. */
public final class ConfidenceQuestion implements QuestionType {
  private static final String VALUE = "value";

  @Override
  public String name() {
    return "confidence";
  }

  @Override
  public boolean needsTexts() {
    return false;
  }

  @Override
  public void check(Block block, Problems problems) {
    Anchors.check(block, problems);
  }

  @Override
  public JsonNode read(Block block, Shown shown, JsonNode raw, Problems problems) {
    return Json.object()
        .put(VALUE, Reading.whole(raw.path(VALUE), 1, Anchors.points(block), problems.in(VALUE)));
  }

  @Override
  public @Nullable JsonNode ofFields(Block block, Shown shown, Fields fields) {
    String value = fields.text(VALUE);
    ObjectNode answer = Json.object();
    return value.isBlank() ? null : answer.set(VALUE, Reading.number(value));
  }
}
