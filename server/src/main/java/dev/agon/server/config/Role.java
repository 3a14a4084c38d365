package dev.agon.server.config;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a process does; one process may do several. */
public enum Role {
  /** Answers HTTP and commits votes. */
  WEB,
  /** Ranks batches of votes. */
  RANKER,
  /** Trains reward models. */
  TRAINER,
  /** Answers what a reward model says of texts. */
  SCORER,
  /** Analyses votes. */
  ANALYST;

  /**
   * Reads a comma-separated list such as {@code web,ranker}.
   *
   * @throws IllegalArgumentException if a name is unknown or the list is empty
   */
  public static Set<Role> parse(String list) {
    EnumSet<Role> roles = EnumSet.noneOf(Role.class);
    for (String name : list.split(",", -1)) {
      roles.add(parseOne(name.strip()));
    }
    return roles;
  }

  private static Role parseOne(String name) {
    for (Role role : values()) {
      if (role.name().toLowerCase(Locale.ROOT).equals(name)) {
        return role;
      }
    }
    throw new IllegalArgumentException(
        "unknown role '" + name + "': use web, ranker, trainer, scorer or analyst");
  }
}
