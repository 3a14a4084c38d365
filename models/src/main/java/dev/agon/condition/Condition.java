package dev.agon.condition;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agon.question.Json;
import java.util.Map;

/**
 * One level of each factor.
 *
 * @param levels the level's name by the factor's, in the order of the factors
 * @param switches what they change, by {@link Switch#key()}
 * @param instruction Markdown shown above the pair; empty for none
 */
public record Condition(
    Map<String, String> levels, Map<String, String> switches, String instruction) {

  /** As it is stored with a place. */
  public ObjectNode json() {
    ObjectNode json = Json.object();
    ObjectNode of = json.putObject("levels");
    levels.forEach(of::put);
    ObjectNode set = json.putObject("switches");
    switches.forEach(set::put);
    return instruction.isEmpty() ? json : json.put("instruction", instruction);
  }
}
