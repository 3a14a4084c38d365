package dev.agon.server.core;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A study's settings, by name for templates; what is optional and not set has no entry. */
public final class Settings extends AbstractMap<String, Object> {
  private final Map<Setting, Object> values;

  /**
   * Settings in force.
   *
   * @throws IllegalArgumentException when one that there must be is missing
   */
  public Settings(Map<Setting, ?> values) {
    this.values = new EnumMap<>(Setting.class);
    this.values.putAll(values);
    for (Setting setting : Setting.values()) {
      if (!setting.isOptional() && !values.containsKey(setting)) {
        throw new IllegalArgumentException(setting.column() + " is missing");
      }
    }
  }

  /** The same settings save one. */
  public Settings with(Setting setting, Object value) {
    Map<Setting, Object> changed = new EnumMap<>(values);
    changed.put(setting, value);
    return new Settings(changed);
  }

  /** What was set, null when that is nothing. */
  public @Nullable Object value(Setting setting) {
    return values.get(setting);
  }

  /** A text or a word. */
  public String text(Setting setting) {
    return (String) Objects.requireNonNull(values.get(setting));
  }

  /** A number that there must be. */
  public int number(Setting setting) {
    return (Integer) Objects.requireNonNull(values.get(setting));
  }

  /** Whether yes was said. */
  public boolean isTicked(Setting setting) {
    return (Boolean) Objects.requireNonNull(values.get(setting));
  }

  @Override
  public Set<Entry<String, Object>> entrySet() {
    Map<String, Object> named = new LinkedHashMap<>();
    values.forEach((setting, value) -> named.put(setting.column(), value));
    return Collections.unmodifiableMap(named).entrySet();
  }
}
