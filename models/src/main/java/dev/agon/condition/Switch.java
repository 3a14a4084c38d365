package dev.agon.condition;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/**
 * What a level of a factor can change about the page. The first value is what pages do otherwise.
 */
public enum Switch {
  /** Responses as the place was made, or by the length of their texts; never by who wrote them. */
  ORDER("order", "placed short-first long-first"),
  /** Responses rendered from Markdown, or as the plain text that they are. */
  FORMAT("format", "markdown plain"),
  /** Responses side by side where there is room, or always one below the other. */
  LAYOUT("layout", "side stacked"),
  /** The prompt in full, or folded to its first lines until it is opened. */
  PROMPT("prompt", "whole folded"),
  /** The note on an answer: behind a button, open, or not there. */
  NOTE("note", "offered open hidden"),
  /** The field of each response's metadata that is shown below it; none where it is empty. */
  EXPLANATION("explanation", "");

  private final String key;

  /** One word each. */
  private final String settings;

  Switch(String key, String settings) {
    this.key = key;
    this.settings = settings;
  }

  /** Its name in JSON. */
  public String key() {
    return key;
  }

  /** What it can be set to; empty for any name of a field. */
  public List<String> settings() {
    return settings.isEmpty() ? List.of() : List.of(settings.split(" "));
  }

  static Optional<Switch> named(String key) {
    return EnumSet.allOf(Switch.class).stream().filter(s -> s.key.equals(key)).findFirst();
  }

  static List<String> keys() {
    return EnumSet.allOf(Switch.class).stream().map(Switch::key).toList();
  }
}
