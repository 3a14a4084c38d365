package dev.agon.server.vote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agon.question.Block;
import dev.agon.question.Fields;
import dev.agon.question.Json;
import dev.agon.question.Shown;
import dev.agon.question.form.Form;
import dev.agon.server.http.input.Input;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers to a study's questions as a script or a plain form sends them. */
final class AnswerInput {
  private static final List<String> SHORT = List.of("choice", "strength", "reason");
  private static final Shown NOTHING = new Shown(new Shown.Text("", ""), List.of());

  private AnswerInput() {}

  /** The raw answers by question. */
  static JsonNode raw(Input input, Form form, @Nullable Shown shown) {
    if (input.has("answers")) {
      return parsed(input, input.json("answers"));
    }
    Shown before = shown == null ? NOTHING : shown;
    Block only = form.blocks().getFirst();
    if (form.blocks().size() > 1
        || !only.type().name().equals("comparison")
        || !input.has("choice")) {
      return form.ofFields(before, block -> fields(input, "answer." + block.id() + "."));
    }
    ObjectNode answers = Json.object();
    if (input.isForm()) {
      return answers.set(only.id(), only.type().ofFields(only, before, fields(input, "")));
    }
    ObjectNode answer = answers.putObject(only.id());
    SHORT.stream().filter(input::has).forEach(p -> answer.set(p, parsed(input, input.json(p))));
    return answers;
  }

  /**
   * What tells two answers apart, whether they are on a place that is held or on one that is lost.
   */
  static String sent(Input input, JsonNode raw) {
    return input.isForm()
        ? input.fields().stream()
            .filter(field -> field.startsWith("answer") || field.equals("choice"))
            .sorted()
            .map(field -> field + input.all(field))
            .toList()
            .toString()
        : raw.toString();
  }

  /** What a plain form entered, right or wrong, by question. */
  static JsonObject entered(Input input, BallotForm form, @Nullable Shown shown) {
    if (form.questions() != null) {
      return new JsonObject(raw(input, form.questions(), shown).toString());
    }
    JsonObject entered = new JsonObject();
    boolean several = form.ordinals().size() > 1;
    for (int criterion : form.ordinals()) {
      input.all(several ? "choice-" + criterion : "choice").stream()
          .findFirst()
          .ifPresent(
              choice ->
                  entered.put(Integer.toString(criterion), new JsonObject().put("choice", choice)));
    }
    return entered;
  }

  private static Fields fields(Input input, String prefix) {
    return new Fields() {
      @Override
      public String text(String part) {
        List<String> all = all(part);
        return all.isEmpty() ? "" : all.getFirst();
      }

      @Override
      public List<String> all(String part) {
        return input.all(prefix + part);
      }
    };
  }

  private static JsonNode parsed(Input input, String json) {
    if (json.contains("\\u0000")) {
      input.refuse("answers", "must not contain the character U+0000", "fault.no-character");
      return Json.object();
    }
    try {
      return Json.parse(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("JSON that was read is none", e);
    }
  }
}
