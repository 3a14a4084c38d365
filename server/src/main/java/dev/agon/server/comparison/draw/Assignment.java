package dev.agon.server.comparison.draw;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A place held by an annotator.
 *
 * @param token the fencing token, also the public name of the assignment
 * @param presentation positions of the comparison's responses in the order shown
 * @param revision the revision that a vote on it replaces, 0 for none
 * @param condition what it is shown under, as JSON; {} while that is to be chosen, null for none
 */
public record Assignment(
    UUID token,
    int slot,
    long comparison,
    List<Integer> presentation,
    int revision,
    OffsetDateTime leasedAt,
    OffsetDateTime deadline,
    @Nullable String condition) {
  static final String TO_BE_CHOSEN = "{}";

  /** Whether it is drawn, but not yet under which condition it is shown. */
  public boolean waitsForCondition() {
    return TO_BE_CHOSEN.equals(condition);
  }

  /** What its condition changes about the page; null for nothing. */
  public @Nullable PairAppearance appearance() {
    return condition == null || waitsForCondition() ? null : PairAppearance.of(condition);
  }
}
