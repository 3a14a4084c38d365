package dev.agon.server.ranking;

import dev.agon.ranking.PairTable;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A slice whose votes are counted; what is asked of it besides is computed once. */
final class ComputedSlice {
  private final StoredBoard.Found found;
  private final BoardMethod method;
  private final SliceFit fit;
  private final SliceCount count;
  private final WorkerExecutor workers;
  private @Nullable Future<List<SliceCount.Point>> history;
  private @Nullable Future<Optional<SliceCount.Checks>> checks;

  ComputedSlice(
      StoredBoard.Found found,
      BoardMethod method,
      SliceFit fit,
      SliceCount count,
      WorkerExecutor workers) {
    this.found = found;
    this.method = method;
    this.fit = fit;
    this.count = count;
    this.workers = workers;
  }

  /** Its board, as a kept one would be. */
  StoredBoard.Found found() {
    return found;
  }

  Board board() {
    return fit.board();
  }

  BoardMethod method() {
    return method;
  }

  /** The hash of its votes. */
  String hash() {
    return fit.details().hash();
  }

  /** How far its generators are ahead of one of them; empty where the method does not tell. */
  List<SliceFit.Lead> leads(long reference) {
    return fit.leads(reference, count.generators()::find);
  }

  PairTable pairs() {
    return count.pairs();
  }

  /** What it costs to keep. */
  int votes() {
    return count.votes().size();
  }

  /** How its board came about by the counts; nothing under a method that is not of counts. */
  synchronized Future<List<SliceCount.Point>> history() {
    if (history == null) {
      history =
          method.likelihood().isEmpty()
              ? Future.succeededFuture(List.of())
              : workers.executeBlocking(count::history, false);
    }
    return history;
  }

  /** What can be checked of its board; empty without votes. */
  synchronized Future<Optional<SliceCount.Checks>> checks() {
    if (checks == null) {
      checks = workers.executeBlocking(() -> Optional.ofNullable(count.checks()), false);
    }
    return checks;
  }
}
