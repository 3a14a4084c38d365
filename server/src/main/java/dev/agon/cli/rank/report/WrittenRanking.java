package dev.agon.cli.rank.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A ranking as people write it, {@code a > b > c, d}.
 *
 * @param placed best first
 * @param others behind all these, in no order; empty where all are placed
 */
public record WrittenRanking(List<String> placed, List<String> others) {

  /**
   * Reads a ranking.
   *
   * @throws IllegalArgumentException when it says what the model cannot take, with the character at
   *     which it does
   */
  public static WrittenRanking of(String text) {
    boolean blanks = text.contains(" > ");
    List<String> steps = List.of(text.split(">", -1));
    Set<String> seen = new HashSet<>();
    List<String> placed = new ArrayList<>();
    List<String> others = new ArrayList<>();
    int at = 1;
    for (int step = 0; step < steps.size(); step++) {
      boolean last = step == steps.size() - 1;
      String names = steps.get(step);
      int tie = names.indexOf(blanks || names.contains(" = ") ? " = " : "=");
      if (tie >= 0) {
        throw new IllegalArgumentException(
            "character %d: '%s' is a tie, which the Plackett-Luce model has no place for"
                .formatted(at + tie + names.substring(tie).indexOf('='), names.strip()));
      }
      List<String> here = new ArrayList<>();
      for (String name : names.split(",", -1)) {
        here.add(checked(name.strip(), seen));
      }
      if (here.size() > 1 && !last) {
        throw new IllegalArgumentException(
            "character %d: '%s' are in no order; only the last place may hold several"
                .formatted(at + names.indexOf(','), names.strip()));
      }
      (here.size() > 1 ? others : placed).addAll(here);
      at += names.length() + 1;
    }
    if (placed.isEmpty() || placed.size() + others.size() < 2) {
      throw new IllegalArgumentException("nothing is placed before anything");
    }
    return new WrittenRanking(placed, others);
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
