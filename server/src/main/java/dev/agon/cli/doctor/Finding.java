package dev.agon.cli.doctor;

import io.vertx.core.json.JsonObject;

/**
 * What was found about one subject.
 *
 * @param state how it is
 * @param subject what was looked at, for example {@code JDK}
 * @param found what is there, in one line
 * @param advice what to do; empty where nothing is to be done
 */
record Finding(State state, String subject, String found, String advice) {
  /** How a subject is. */
  enum State {
    /** As it should be. */
    OK,
    /** Works, and could be better. */
    NOTE,
    /** Does not work. */
    PROBLEM
  }

  static Finding ok(String subject, String found) {
    return new Finding(State.OK, subject, found, "");
  }

  static Finding note(String subject, String found, String advice) {
    return new Finding(State.NOTE, subject, found, advice);
  }

  static Finding problem(String subject, String found, String advice) {
    return new Finding(State.PROBLEM, subject, found, advice);
  }

  JsonObject toJson() {
    return new JsonObject()
        .put("state", state.name().toLowerCase(java.util.Locale.ROOT))
        .put("subject", subject)
        .put("found", found)
        .put("advice", advice);
  }
}
