package dev.agon.server.exchange;

import java.util.EnumMap;
import java.util.Map;

/** The names of a file's columns. Those that were named must be there. */
public record Columns(Map<Field, String> named) {
  /** The default names only. */
  public static final Columns DEFAULT = new Columns(Map.of());

  /** Keeps a copy of the names. */
  public Columns {
    Map<Field, String> copy = new EnumMap<>(Field.class);
    copy.putAll(named);
    named = copy;
  }

  String name(Field field) {
    return named.getOrDefault(field, field.column());
  }

  boolean isNamed(Field field) {
    return named.containsKey(field);
  }
}
