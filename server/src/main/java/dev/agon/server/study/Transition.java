package dev.agon.server.study;

import dev.agon.server.core.StudyState;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an admin does to a study's state. */
public enum Transition {
  PUBLISH(StudyState.RUNNING),
  PAUSE(StudyState.PAUSED),
  RESUME(StudyState.RUNNING),
  CLOSE(StudyState.CLOSED),
  REOPEN(StudyState.RUNNING);

  private final StudyState to;

  Transition(StudyState to) {
    this.to = to;
  }

  StudyState to() {
    return to;
  }

  boolean allowedFrom(StudyState state) {
    return switch (this) {
      case PUBLISH -> state == StudyState.DRAFT;
      case PAUSE -> state == StudyState.RUNNING;
      case RESUME -> state == StudyState.PAUSED;
      case CLOSE -> state == StudyState.RUNNING || state == StudyState.PAUSED;
      case REOPEN -> state == StudyState.CLOSED;
    };
  }

  /** The states it starts from, as the database writes them. */
  String[] fromWords() {
    return Arrays.stream(StudyState.values())
        .filter(this::allowedFrom)
        .map(StudyState::word)
        .toArray(String[]::new);
  }

  /** The word in the audit log once it is done. */
  public String done() {
    return switch (this) {
      case PUBLISH -> "published";
      case PAUSE -> "paused";
      case RESUME -> "resumed";
      case CLOSE -> "closed";
      case REOPEN -> "reopened";
    };
  }

  /** The word in forms and messages. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Transition> find(String word) {
    return Arrays.stream(values()).filter(t -> t.word().equals(word)).findFirst();
  }
}
