package dev.agon.server.core;

import java.util.Locale;

/** Who votes: boards say how many votes came from each. */
public enum AnnotatorKind {
  PERSON,
  MACHINE,
  SIMULATED;

  /** The name in tables and addresses. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The kind with this name, as the annotator table writes it.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static AnnotatorKind of(String name) {
    return switch (name) {
      case "person" -> PERSON;
      case "machine" -> MACHINE;
      case "simulated" -> SIMULATED;
      default -> throw new IllegalArgumentException("no kind of annotator is called " + name);
    };
  }
}
