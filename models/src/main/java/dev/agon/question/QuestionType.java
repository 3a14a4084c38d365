package dev.agon.question;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A type of question: what its blocks may say, what may be answered to them, and what that says
 * about pairs of responses. Its settings are described by the resource {@code NAME.schema.json}
 * beside {@code Form}.
 */
public interface QuestionType {
  /** The name by which blocks ask for it; also that of its template, script and messages. */
  String name();

  /** Notes what is wrong with a block that its schema cannot say. */
  default void check(Block block, Problems problems) {}

  /** The criteria that its outcomes are under, in order; none when it has no outcomes. */
  default List<String> criteria(Block block) {
    return List.of();
  }

  /** Whether reading an answer takes the texts, not only their number. */
  default boolean needsTexts() {
    return true;
  }

  /**
   * Reads an answer that is there.
   *
   * @param raw what was sent, any JSON
   * @param problems takes everything that is wrong with it
   * @return the answer as it is stored; of no use when a problem was noted
   */
  JsonNode read(Block block, Shown shown, JsonNode raw, Problems problems);

  /** What a valid answer says about pairs. */
  default List<PairOutcome> outcomes(Block block, Shown shown, JsonNode answer) {
    return List.of();
  }

  /** The answer that a plain form sent, as a script would have sent it; null for none. */
  default @Nullable JsonNode ofFields(Block block, Shown shown, Fields fields) {
    return null;
  }
}
