package dev.agon.server.exchange.load;

import java.util.Locale;

/** What an annotator is. */
public enum AnnotatorKind {
  PERSON,
  MACHINE,
  SIMULATED;

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
