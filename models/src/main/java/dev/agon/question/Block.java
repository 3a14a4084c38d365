package dev.agon.question;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * One question of a form.
 *
 * @param id its name in answers, unique in the form
 * @param settings the whole block as JSON, with what belongs to its type
 */
public record Block(String id, QuestionType type, JsonNode settings) {
  /** What is asked; empty for the study's own question. */
  public String title() {
    return settings.path("title").asText("");
  }

  /** Whether a ballot without an answer to it is refused. */
  public boolean required() {
    return settings.path("required").asBoolean(true);
  }

  /** The criteria that its outcomes are under. */
  public List<String> criteria() {
    return type.criteria(this);
  }
}
