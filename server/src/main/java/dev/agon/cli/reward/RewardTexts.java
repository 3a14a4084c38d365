package dev.agon.cli.reward;

import dev.agon.preference.Names;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The items of pairs: each different prompt and response is one. */
final class RewardTexts {
  private record Item(String prompt, String response) {}

  private final List<Item> items = new ArrayList<>();
  private final Map<Item, Integer> numbers = new HashMap<>();
  private final Names responses = new Names();
  private final List<Integer> textOf = new ArrayList<>();

  /** The number of an item, given out on its first appearance. */
  int item(String prompt, String response) {
    return numbers.computeIfAbsent(
        new Item(prompt, response),
        item -> {
          items.add(item);
          textOf.add(responses.number(response));
          return items.size() - 1;
        });
  }

  /** Whether any item has a prompt. */
  boolean hasPrompts() {
    return items.stream().anyMatch(item -> !item.prompt().isEmpty());
  }

  int size() {
    return items.size();
  }

  String prompt(int item) {
    return items.get(item).prompt();
  }

  String response(int item) {
    return items.get(item).response();
  }

  /** The text of a number that {@link #textOf} gives. */
  String text(int number) {
    return responses.name(number);
  }

  /** The text of each item, equal numbers for equal responses. */
  int[] textOf() {
    return textOf.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The natural logarithm of 1 + the number of characters of each item's response. */
  double[] logLength() {
    return items.stream()
        .mapToDouble(
            item -> Math.log1p(item.response().codePointCount(0, item.response().length())))
        .toArray();
  }
}
