package dev.agon.server.study;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The secret links of a study. */
public enum Link {
  /** Lets annotators in. */
  JOIN,
  /** Shows the leaderboard. */
  BOARD;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Link> find(String word) {
    return Arrays.stream(values()).filter(link -> link.word().equals(word)).findFirst();
  }
}
