package dev.agon.condition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agon.condition.Conditions.Factor;
import dev.agon.condition.Conditions.Level;
import dev.agon.question.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads conditions and notes everything that is wrong. */
final class ConditionsReader {
  private static final int MOST_FACTORS = 5;
  private static final int LONGEST_NAME = 60;
  private static final int LONGEST_INSTRUCTION = 5_000;
  private static final String NAME = "name";

  private final Problems problems;

  /** Which factor sets a switch. */
  private final Map<String, String> setBy = new HashMap<>();

  ConditionsReader(Problems problems) {
    this.problems = problems;
  }

  Conditions read(JsonNode root) {
    String design = root.path("design").asText("");
    if (!design.equals("between") && !design.equals("within")) {
      problems.add("design", "must be between or within");
    }
    known(root, Set.of("design", "factors"), problems);
    List<Factor> factors = new ArrayList<>();
    JsonNode entries = root.path("factors");
    if (!entries.isArray() || entries.isEmpty() || entries.size() > MOST_FACTORS) {
      problems.add("factors", "must be a list of 1 to " + MOST_FACTORS + " factors");
    }
    Set<String> names = new HashSet<>();
    for (int k = 0; k < entries.size(); k++) {
      factors.add(factor(entries.get(k), names, problems.in("factors[" + k + "]")));
    }
    long count = factors.stream().mapToLong(f -> f.levels().size()).reduce(1, Math::multiplyExact);
    if (count > Conditions.MOST) {
      problems.add("factors", "must make at most " + Conditions.MOST + " conditions, not " + count);
    }
    return new Conditions(design.equals("within"), List.copyOf(factors));
  }

  private Factor factor(JsonNode entry, Set<String> names, Problems at) {
    known(entry, Set.of(NAME, "levels"), at);
    String name = name(entry, names, at);
    JsonNode entries = entry.path("levels");
    if (!entries.isArray() || entries.size() < 2 || entries.size() > Conditions.MOST) {
      at.add("levels", "must be a list of 2 to " + Conditions.MOST + " levels");
    }
    List<Level> levels = new ArrayList<>();
    Set<String> levelNames = new HashSet<>();
    for (int k = 0; k < Math.min(entries.size(), Conditions.MOST); k++) {
      levels.add(level(name, entries.get(k), levelNames, at.in("levels[" + k + "]")));
    }
    return new Factor(name, List.copyOf(levels));
  }

  private Level level(String factor, JsonNode entry, Set<String> names, Problems at) {
    known(entry, Set.of(NAME, "switches", "instruction"), at);
    String name = name(entry, names, at);
    JsonNode instruction = entry.path("instruction");
    if (!instruction.isMissingNode()
        && (!instruction.isTextual() || instruction.asText().length() > LONGEST_INSTRUCTION)) {
      at.add("instruction", "must be a text of at most " + LONGEST_INSTRUCTION + " characters");
    }
    Map<String, String> switches = new LinkedHashMap<>();
    JsonNode set = entry.path("switches");
    if (!set.isMissingNode() && !set.isObject()) {
      at.add("switches", "must be an object");
    }
    set.properties()
        .forEach(
            e -> {
              read(factor, e.getKey(), e.getValue(), at.in("switches"));
              switches.put(e.getKey(), e.getValue().asText());
            });
    return new Level(name, switches, instruction.asText("").strip());
  }

  private void read(String factor, String key, JsonNode value, Problems at) {
    Switch known = Switch.named(key).orElse(null);
    if (known == null) {
      at.add(key, "must be one of " + String.join(", ", Switch.keys()));
    } else if (known.settings().isEmpty()) {
      if (!value.isTextual() || value.asText().isBlank() || value.asText().length() > 100) {
        at.add(key, "must be the name of a field of the responses' metadata");
      }
    } else if (!value.isTextual() || !known.settings().contains(value.asText())) {
      at.add(key, "must be one of " + String.join(", ", known.settings()));
    }
    String other = setBy.putIfAbsent(key, factor);
    if (other != null && !other.equals(factor)) {
      at.add(key, "is set by the factor " + other + " already");
    }
  }

  private static String name(JsonNode entry, Set<String> names, Problems at) {
    String name = entry.path(NAME).asText("").strip();
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      at.add(NAME, "must have 1 to " + LONGEST_NAME + " characters");
    } else if (!names.add(name)) {
      at.add(NAME, "must differ from every earlier one's");
    }
    return name;
  }

  private static void known(JsonNode entry, Set<String> fields, Problems at) {
    if (!entry.isObject()) {
      at.add("must be an object");
    }
    entry.properties().stream()
        .map(Map.Entry::getKey)
        .filter(field -> !fields.contains(field))
        .forEach(field -> at.add(field, "is not known here"));
  }
}
