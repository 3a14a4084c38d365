package dev.agon.server.ranking.rank;

import dev.agon.ranking.Method;
import java.util.List;
import java.util.Optional;

/**
 * What a study asks of its ranker.
 *
 * @param open the events that no board counts yet, if a batch is open
 * @param watermark of the board that was written last, 0 for none
 * @param unfinished whether that board's intervals are older than it, or its method another one
 * @param mixed whether others than people annotate
 */
public record Task(
    Method method,
    List<Short> criteria,
    Optional<Range> open,
    long watermark,
    boolean unfinished,
    boolean mixed) {
  /**
   * The events {@code (after, to]}.
   *
   * @param rewrites whether one of them changes what earlier votes count
   */
  public record Range(long after, long to, boolean rewrites) {}

  /** The number up to which the next board counts. */
  long target() {
    return open.map(Range::to).orElse(watermark);
  }

  boolean isEmpty() {
    return open.isEmpty() && !unfinished;
  }
}
