package dev.agon.server.exchange.rows;

import java.util.EnumMap;
import java.util.Map;

/**
 * The names of a file's columns. Those that were named must be there.
 *
 * @param constants what fields say where rows have no column of them
 */
public record Columns(Map<Field, String> named, Map<Field, String> constants) {
  /** The default names only. */
  public static final Columns DEFAULT = new Columns(Map.of());

  /** Keeps copies of the names. */
  public Columns {
    named = copy(named);
    constants = copy(constants);
  }

  /** Names without constants. */
  public Columns(Map<Field, String> named) {
    this(named, Map.of());
  }

  /** The same with names of the two generators of rows that name none. */
  public Columns calling(String left, String right) {
    Map<Field, String> both = copy(constants);
    both.put(Field.LEFT, left);
    both.put(Field.RIGHT, right);
    return new Columns(named, both);
  }

  private static Map<Field, String> copy(Map<Field, String> of) {
    Map<Field, String> copy = new EnumMap<>(Field.class);
    copy.putAll(of);
    return copy;
  }

  public String name(Field field) {
    return named.getOrDefault(field, field.column());
  }

  boolean isNamed(Field field) {
    return named.containsKey(field);
  }
}
