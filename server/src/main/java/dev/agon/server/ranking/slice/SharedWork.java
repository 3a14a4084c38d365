package dev.agon.server.ranking.slice;

import dev.agon.server.http.FairTurns;
import dev.agon.server.http.session.Asker;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that several may wait for and that is computed once. Each who waits has a turn of their
 * own and it is computed in the first that comes: nobody waits behind what somebody else has asked
 * for besides, and nobody is refused in somebody else's place.
 */
final class SharedWork<T> {
  private final Map<Asker, Future<T>> asked = new HashMap<>();
  private @Nullable Future<T> begun;

  /** What is computed or being computed; null before. */
  synchronized @Nullable Future<T> begun() {
    return begun;
  }

  /** Whether it is neither computed nor waited for. */
  synchronized boolean isIdle() {
    return begun == null && asked.isEmpty();
  }

  /**
   * What is computed.
   *
   * @param path of the asker's shares
   * @param work is done again for those who ask after it failed
   */
  Future<T> of(Asker asker, FairTurns turns, List<String> path, Supplier<Future<T>> work) {
    Promise<T> answer = Promise.promise();
    synchronized (this) {
      if (begun != null) {
        return begun;
      }
      Future<T> own = asked.putIfAbsent(asker, answer.future());
      if (own != null) {
        return own;
      }
    }
    turns
        .run(path, () -> begin(work))
        .onComplete(
            done -> {
              synchronized (this) {
                asked.remove(asker);
              }
              answer.handle(done);
            });
    return answer.future();
  }

  private synchronized Future<T> begin(Supplier<Future<T>> work) {
    if (begun != null) {
      return begun;
    }
    Future<T> fresh = work.get();
    begun = fresh;
    fresh.onFailure(failure -> forget(fresh));
    return fresh;
  }

  private synchronized void forget(Future<T> failed) {
    if (begun == failed) {
      begun = null;
    }
  }
}
