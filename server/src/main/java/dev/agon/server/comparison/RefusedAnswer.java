package dev.agon.server.comparison;

import dev.agon.server.http.input.HttpProblem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An answer of a plain form that was refused, to be shown again.
 *
 * @param entered answers as they were sent, by question
 * @param note what was noted beside them
 * @param errors what is wrong
 */
record RefusedAnswer(
    UUID assignment, JsonObject entered, @Nullable String note, List<HttpProblem.Field> errors) {
  private static final Pattern OF_QUESTION = Pattern.compile("answers\\.([^.]+)\\.?(.*)");

  /**
   * What is wrong with one field.
   *
   * @param question the id of its question, empty for none
   */
  record Wrong(String question, String text) {}

  /** Puts the place first with what was entered; false when it is not among what is held. */
  boolean putInto(JsonObject work) {
    JsonArray held = work.getJsonArray("assignments");
    for (int k = 0; k < held.size(); k++) {
      JsonObject place = held.getJsonObject(k);
      if (place.getString("token").equals(assignment.toString())) {
        held.remove(k);
        held.add(0, place.put("answers", entered).put("note", note));
        return true;
      }
    }
    return false;
  }

  /** Tells a page what is wrong, each question its own. */
  void tell(Map<String, Object> model) {
    List<Wrong> all = errors.stream().map(RefusedAnswer::wrong).toList();
    Map<String, List<String>> own =
        all.stream()
            .collect(
                Collectors.groupingBy(
                    Wrong::question, Collectors.mapping(Wrong::text, Collectors.toList())));
    model.put("refused", all);
    if (model.get("questions") instanceof List<?> questions) {
      model.put("questions", questions.stream().map(question -> told(question, own)).toList());
    }
  }

  private static Map<Object, Object> told(Object question, Map<String, List<String>> own) {
    Map<Object, Object> told = new HashMap<>((Map<?, ?>) question);
    if (told.get("block") instanceof JsonObject block && own.containsKey(block.getString("id"))) {
      told.put("error", String.join(" · ", own.getOrDefault(block.getString("id"), List.of())));
    }
    return told;
  }

  private static Wrong wrong(HttpProblem.Field error) {
    Matcher of = OF_QUESTION.matcher(error.field());
    return of.matches()
        ? new Wrong(of.group(1), (of.group(2) + " " + error.message()).strip())
        : new Wrong("", error.field() + " " + error.message());
  }
}
