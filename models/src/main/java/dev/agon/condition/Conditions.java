package dev.agon.condition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agon.question.Json;
import dev.agon.question.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The factors of a study's interface. Their JSON is {@code {"design": "between" | "within",
 * "factors": [{"name", "levels": [{"name", "switches": {...}, "instruction"}]}]}}; the conditions
 * are all combinations of levels.
 *
 * @param within whether everybody goes through all conditions, rather than staying in one
 */
public record Conditions(boolean within, List<Factor> factors) {
  static final int MOST = 36;

  /** Something about the page that is varied. */
  public record Factor(String name, List<Level> levels) {}

  /**
   * One way of it.
   *
   * @param switches by {@link Switch#key()}
   * @param instruction Markdown; empty for none
   */
  public record Level(String name, Map<String, String> switches, String instruction) {}

  /**
   * What a text says.
   *
   * @param conditions null when there are problems
   */
  public record Parsed(@Nullable Conditions conditions, List<Problems.Problem> problems) {}

  /** Reads conditions with everything that is wrong with them. */
  public static Parsed parse(String json) {
    Problems problems = new Problems();
    try {
      Conditions read = new ConditionsReader(problems).read(Json.parse(json));
      return new Parsed(problems.none() ? read : null, problems.all());
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      String where = at == null ? "" : " (line " + at.getLineNr() + ")";
      problems.add("conditions", "is not JSON: " + e.getOriginalMessage() + where);
      return new Parsed(null, problems.all());
    }
  }

  /** All combinations of levels, the last factor's changing fastest. */
  public List<Condition> all() {
    List<Condition> all = List.of(new Condition(Map.of(), Map.of(), ""));
    for (Factor factor : factors) {
      all = all.stream().flatMap(c -> factor.levels.stream().map(l -> with(c, factor, l))).toList();
    }
    return all;
  }

  private static Condition with(Condition condition, Factor factor, Level level) {
    Map<String, String> levels = new LinkedHashMap<>(condition.levels());
    levels.put(factor.name, level.name);
    Map<String, String> switches = new LinkedHashMap<>(condition.switches());
    switches.putAll(level.switches);
    List<String> texts =
        Stream.of(condition.instruction(), level.instruction).filter(t -> !t.isEmpty()).toList();
    return new Condition(levels, switches, String.join("\n\n", texts));
  }

  /** What annotators go through: a condition each, or the rows of a balanced Latin square. */
  public List<List<Condition>> rows() {
    List<Condition> all = all();
    if (!within) {
      return all.stream().map(List::of).toList();
    }
    List<List<Condition>> rows = new ArrayList<>();
    for (List<Integer> order : LatinSquare.balanced(all.size())) {
      rows.add(order.stream().map(all::get).toList());
    }
    return List.copyOf(rows);
  }

  /** The rows as they are stored. */
  public JsonNode rowsJson() {
    ArrayNode json = Json.array();
    for (List<Condition> row : rows()) {
      ArrayNode of = json.addArray();
      row.forEach(condition -> of.add(condition.json()));
    }
    return json;
  }

  /** The conditions as they are written. */
  public JsonNode json() {
    ObjectNode json = Json.object().put("design", within ? "within" : "between");
    ArrayNode list = json.putArray("factors");
    for (Factor factor : factors) {
      ArrayNode levels = list.addObject().put("name", factor.name).putArray("levels");
      for (Level level : factor.levels) {
        ObjectNode of = levels.addObject().put("name", level.name);
        if (!level.switches.isEmpty()) {
          ObjectNode switches = of.putObject("switches");
          level.switches.forEach(switches::put);
        }
        if (!level.instruction.isEmpty()) {
          of.put("instruction", level.instruction);
        }
      }
    }
    return json;
  }
}
