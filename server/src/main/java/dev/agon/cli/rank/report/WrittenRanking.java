package dev.agon.cli.rank.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A ranking as people write it, {@code a > b > c, d}, or as a JSON array, {@code ["a", "b", ["c",
 * "d"]]}, in which names hold any signs.
 *
 * @param placed best first
 * @param others behind all these, in no order; empty where all are placed
 */
public record WrittenRanking(List<String> placed, List<String> others) {
  /** Signs that say two items are equal. */
  private static final String TIES = "=~≈≃∼";

  /** Signs between items that are not read; whoever writes them means an order all the same. */
  private static final String ORDERS = "<≻≺≥≤;";

  private static final String OPEN = "([{";
  private static final String CLOSED = ")]}";
  private static final String CURE =
      "; a name that has '%s' in it stands in a JSON array, best first: [\"a\", \"b\"]";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  public WrittenRanking {
    if (placed.isEmpty() || placed.size() + others.size() < 2) {
      throw new IllegalArgumentException(
          "nothing is placed before anything; write the best first: a > b > c");
    }
  }

  /**
   * Reads a ranking.
   *
   * @throws IllegalArgumentException when it says what the model cannot take, with the character at
   *     which it does
   */
  public static WrittenRanking of(String text) {
    JsonNode array = array(text.strip());
    return array == null ? ofSteps(text) : of(array);
  }

  private static @Nullable JsonNode array(String text) {
    if (!text.startsWith("[") || !text.endsWith("]")) {
      return null;
    }
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  /**
   * Reads an array of names, best first; an array in the last place names the others.
   *
   * @throws IllegalArgumentException when it is no such array, with the place at which it is none
   */
  public static WrittenRanking of(JsonNode array) {
    Set<String> seen = new HashSet<>();
    List<String> placed = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (int k = 0; k < array.size(); k++) {
      JsonNode place = array.get(k);
      if (place.isArray() && k < array.size() - 1) {
        throw new IllegalArgumentException(
            "place %d has several, in no order; only the last place may".formatted(k + 1));
      }
      if (place.isArray()) {
        for (JsonNode name : place) {
          others.add(checked(name(name, k + 1), seen));
        }
      } else {
        placed.add(checked(name(place, k + 1), seen));
      }
    }
    return new WrittenRanking(placed, others);
  }

  private static String name(JsonNode name, int place) {
    if (name.isContainerNode() || name.isNull()) {
      throw new IllegalArgumentException("place %d has no name".formatted(place));
    }
    return name.asText().strip();
  }

  private static WrittenRanking ofSteps(String text) {
    List<String> steps = List.of(text.split(">", -1));
    Set<String> seen = new HashSet<>();
    List<String> placed = new ArrayList<>();
    List<String> others = new ArrayList<>();
    int at = 1;
    for (int step = 0; step < steps.size(); step++) {
      String names = steps.get(step);
      refuseSigns(names, at);
      List<String> here = new ArrayList<>();
      for (String name : names.split(",", -1)) {
        here.add(checked(name.strip(), seen));
      }
      if (here.size() > 1 && step < steps.size() - 1) {
        throw new IllegalArgumentException(
            "character %d: '%s' are in no order; only the last place may have several"
                .formatted(at + names.indexOf(','), names.strip()));
      }
      (here.size() > 1 ? others : placed).addAll(here);
      at += names.length() + 1;
    }
    return new WrittenRanking(placed, others);
  }

  /** Refuses what would read as part of a name but hardly is. */
  private static void refuseSigns(String names, int at) {
    for (int k = 0; k < names.length(); k++) {
      char sign = names.charAt(k);
      if (TIES.indexOf(sign) >= 0) {
        throw new IllegalArgumentException(
            ("character %d: '%s' is a tie, which the Plackett-Luce model does not know" + CURE)
                .formatted(at + k, names.strip(), sign));
      }
      if (ORDERS.indexOf(sign) >= 0) {
        throw new IllegalArgumentException(
            ("character %d: '%s' is not read as an order; only > stands between places" + CURE)
                .formatted(at + k, names.strip(), sign));
      }
    }
    int from = 0;
    for (String name : names.split(",", -1)) {
      int bracket = bracket(name);
      if (bracket >= 0) {
        throw new IllegalArgumentException(
            ("character %d: '%s' has brackets around items; items behind all others, in no order,"
                    + " stand in the last place with commas alone: a > b, c"
                    + CURE)
                .formatted(at + from + bracket, names.strip(), name.charAt(bracket)));
      }
      from += name.length() + 1;
    }
  }

  /**
   * Where a name has a bracket that is not closed in it, or that holds all of it; -1 if nowhere.
   */
  private static int bracket(String text) {
    String name = text.strip();
    int start = text.indexOf(name);
    List<Integer> open = new ArrayList<>();
    for (int k = 0; k < name.length(); k++) {
      if (OPEN.indexOf(name.charAt(k)) >= 0) {
        open.add(k);
      }
      int kind = CLOSED.indexOf(name.charAt(k));
      if (kind >= 0) {
        boolean closes = !open.isEmpty() && name.charAt(open.getLast()) == OPEN.charAt(kind);
        if (!closes || (open.getLast() == 0 && k == name.length() - 1)) {
          return start + (closes ? 0 : k);
        }
        open.removeLast();
      }
    }
    return open.isEmpty() ? -1 : start + open.getFirst();
  }

  private static String checked(String name, Set<String> seen) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a place is empty");
    }
    if (!seen.add(name)) {
      throw new IllegalArgumentException("'" + name + "' is ranked twice");
    }
    return name;
  }
}
