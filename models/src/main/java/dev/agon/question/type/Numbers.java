package dev.agon.question.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agon.question.Fields;
import dev.agon.question.Json;
import org.jspecify.annotations.Nullable;

/** Answers that are a number for each response. */
public final class Numbers {
  private Numbers() {}

  /**
   * The fields {@code value-1} and so on as {@code {"values": [...]}}, with null for an empty one;
   * null when all are empty.
   */
  static @Nullable JsonNode ofFields(int size, Fields fields) {
    ObjectNode answer = Json.object();
    ArrayNode values = answer.putArray("values");
    boolean any = false;
    for (int k = 1; k <= size; k++) {
      String value = fields.text("value-" + k);
      any |= !value.isBlank();
      values.add(value.isBlank() ? NullNode.getInstance() : Reading.number(value));
    }
    return any ? answer : null;
  }
}
