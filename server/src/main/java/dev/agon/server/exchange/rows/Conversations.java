package dev.agon.server.exchange.rows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.agon.table.Cell;
import dev.agon.table.RowProblem;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Two whole conversations of a row without a prompt, as arenas publish them: both begin with what
 * the user asked. That, with a system's turns before it, is the prompt; what follows are the
 * responses.
 *
 * @param prompt the turns that both begin with; the question's text alone where it is the only one
 * @param left the turns after it, or the text of the only one
 */
record Conversations(JsonNode prompt, JsonNode left, JsonNode right) {
  private static final Set<String> USERS = Set.of("user", "human", "prompter");
  private static final Set<String> SYSTEMS = Set.of("system", "developer");

  /**
   * Reads a row's.
   *
   * @return null when the row has a prompt, or its texts are no conversations that a user begins
   * @throws RowProblem when the two begin with different questions
   */
  static @Nullable Conversations of(RowFields row) throws RowProblem {
    Cell one = row.cell(Field.LEFT_TEXT);
    Cell other = row.cell(Field.RIGHT_TEXT);
    if (row.has(Field.PROMPT) || one == null || other == null) {
      return null;
    }
    int left = asked(one.value());
    int right = asked(other.value());
    if (left == 0 || right == 0) {
      return null;
    }
    JsonNode prompt = turns(one.value(), 0, left);
    if (!prompt.equals(turns(other.value(), 0, right))) {
      throw row.problem(
          Field.RIGHT_TEXT,
          "begins with another question than "
              + row.columns().name(Field.LEFT_TEXT)
              + "; the first turn of a user is the prompt, so both must begin alike");
    }
    return new Conversations(
        prompt,
        turns(one.value(), left, one.value().size()),
        turns(other.value(), right, other.value().size()));
  }

  /** How many turns there are up to a user's first; 0 when something else comes before it. */
  private static int asked(JsonNode turns) {
    int at = 0;
    while (turns.isArray() && at < turns.size() && SYSTEMS.contains(role(turns.get(at)))) {
      at++;
    }
    return turns.isArray() && at < turns.size() && USERS.contains(role(turns.get(at))) ? at + 1 : 0;
  }

  private static String role(JsonNode turn) {
    return turn.path("role").asText().toLowerCase(Locale.ROOT);
  }

  private static JsonNode turns(JsonNode all, int from, int to) {
    ArrayNode some = JsonNodeFactory.instance.arrayNode();
    for (int at = from; at < to; at++) {
      some.add(all.get(at));
    }
    if (some.isEmpty()) {
      return JsonNodeFactory.instance.textNode("");
    }
    JsonNode content = some.get(0).path("content");
    return some.size() == 1 && content.isTextual() ? content : some;
  }
}
