package dev.agon.preference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers distinct names 0, 1, 2 ... in the order of their first use. */
public final class Names {
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> names = new ArrayList<>();

  /** How many names have a number. */
  public int size() {
    return names.size();
  }

  /** The number of this name, given out now when it has none. */
  public int number(String name) {
    Integer known = numbers.get(name);
    if (known != null) {
      return known;
    }
    int number = names.size();
    numbers.put(name, number);
    names.add(name);
    return number;
  }

  /**
   * The name that has this number.
   *
   * @throws IndexOutOfBoundsException when none has it
   */
  public String name(int number) {
    return names.get(number);
  }
}
