package dev.agon.server.core;

import dev.agon.server.http.Worded;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a study is in its life. */
public enum StudyState implements Worded {
  /** Not yet open to annotators. */
  DRAFT,
  /** Votes are taken and places are drawn. */
  RUNNING,
  /** Nothing is drawn; pairs that were shown can still be answered. */
  PAUSED,
  /** Over. */
  CLOSED;

  /** Whether answers are still taken and can be changed. */
  public boolean takesAnswers() {
    return this == RUNNING || this == PAUSED;
  }

  /** The word in the database and in messages. */
  @Override
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The state that a word names.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static StudyState of(String word) {
    return find(word).orElseThrow(() -> new IllegalArgumentException("no state " + word));
  }

  /** The state that a word names; empty if there is none. */
  public static Optional<StudyState> find(String word) {
    return Arrays.stream(values()).filter(state -> state.word().equals(word)).findFirst();
  }
}
