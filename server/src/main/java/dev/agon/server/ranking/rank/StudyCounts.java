package dev.agon.server.ranking.rank;

import dev.agon.preference.LongIndex;
import dev.agon.ranking.Method;
import dev.agon.ranking.fit.FitOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What stands in a study at one number, counted in memory. It follows the rows: whoever fails to
 * write the board of a state throws the state away. For use by one thread at a time.
 */
public final class StudyCounts {
  private final LongIndex generators = new LongIndex();
  private final SortedMap<Short, CriterionState> criteria = new TreeMap<>();
  private final Method method;
  private final boolean mixed;
  private long watermark;
  private long intervalsAt;
  private long intervalsNanos;

  /** Nothing counted yet. */
  public StudyCounts(Task task) {
    this.method = task.method();
    this.mixed = task.mixed();
    task.criteria().forEach(this::criterion);
  }

  /** Whether this state, with a range of votes counted in, serves a task. */
  boolean serves(Task task) {
    return method == task.method()
        && mixed == task.mixed()
        && task.open().map(range -> range.after() == watermark).orElse(true);
  }

  /** Counts changes in; gives this state. */
  StudyCounts apply(List<Change> changes) {
    for (Change change : changes) {
      criterion(change.criterion()).apply(change);
    }
    return this;
  }

  /**
   * Fits what is counted.
   *
   * @param number the study's number that the counts stand for
   * @return an array of {@code {"criterion", "result"}}
   */
  public JsonArray boards(long number, boolean withIntervals) {
    FitOptions options = FitOptions.of(method);
    long started = System.nanoTime();
    JsonArray boards = new JsonArray();
    criteria.forEach(
        (ordinal, criterion) ->
            boards.add(
                new JsonObject()
                    .put("criterion", ordinal)
                    .put("result", criterion.result(options, withIntervals))));
    watermark = number;
    if (withIntervals) {
      intervalsAt = number;
      intervalsNanos = System.nanoTime() - started;
    }
    return boards;
  }

  long watermark() {
    return watermark;
  }

  /** The number at which the intervals were computed. */
  long intervalsAt() {
    return intervalsAt;
  }

  /** What a fit with intervals took the last time, in nanoseconds. */
  long intervalsNanos() {
    return intervalsNanos;
  }

  Method method() {
    return method;
  }

  private CriterionState criterion(short ordinal) {
    return criteria.computeIfAbsent(ordinal, number -> new CriterionState(generators, mixed));
  }
}
