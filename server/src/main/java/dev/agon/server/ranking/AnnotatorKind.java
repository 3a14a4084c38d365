package dev.agon.server.ranking;

import java.util.Locale;

/** Who votes: the board says how many votes came from each. */
enum AnnotatorKind {
  PERSON,
  MACHINE,
  SIMULATED;

  /** The kind with this name, as the annotator table writes it. */
  static AnnotatorKind of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** The name in tables and files. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
