package dev.agon.server.http;

import dev.agon.server.http.input.HttpProblem;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Work that runs a few at a time, while the rest waits its turn in a bounded room of {@link
 * Shares}: whoever asks for much waits behind themselves, and when the room is full the one who
 * asks for most is refused. Work begins, and is answered, on the context of who asked for it.
 */
public final class FairTurns {
  private final int atOnce;
  private final Supplier<HttpProblem> refusal;
  private final Shares<Turn<?>> waiting;
  private int running;

  /**
   * @param atOnce work that runs at a time
   * @param mostWaiting work that waits, of all shares together
   * @param refusal what whoever finds no room is told
   */
  public FairTurns(int atOnce, int mostWaiting, Supplier<HttpProblem> refusal) {
    this.atOnce = atOnce;
    this.refusal = refusal;
    this.waiting = new Shares<>(mostWaiting);
  }

  /**
   * Runs work when its turn has come.
   *
   * @param path of shares, of one length for all work
   * @return fails when there is no room for it
   */
  public <T> Future<T> run(List<String> path, Supplier<Future<T>> work) {
    Turn<T> turn = new Turn<>(work);
    Turn<?> dropped;
    synchronized (waiting) {
      dropped = waiting.add(path, turn);
    }
    if (dropped != null) {
      dropped.refuse();
    }
    startNext();
    return turn.promise.future();
  }

  private void startNext() {
    Turn<?> next;
    synchronized (waiting) {
      next = running < atOnce ? waiting.poll() : null;
      running += next == null ? 0 : 1;
    }
    if (next != null) {
      next.start();
    }
  }

  private void ended() {
    synchronized (waiting) {
      running--;
    }
    startNext();
  }

  private final class Turn<T> {
    final Supplier<Future<T>> work;
    final Promise<T> promise = Promise.promise();
    final @Nullable Context context = Vertx.currentContext();

    Turn(Supplier<Future<T>> work) {
      this.work = work;
    }

    void refuse() {
      onContext(() -> promise.fail(refusal.get()));
    }

    void start() {
      onContext(() -> begin().onComplete(this::answer));
    }

    private Future<T> begin() {
      try {
        return work.get();
      } catch (RuntimeException e) {
        return Future.failedFuture(e);
      }
    }

    private void answer(AsyncResult<T> result) {
      ended();
      onContext(() -> promise.handle(result));
    }

    private void onContext(Runnable action) {
      if (context == null || context == Vertx.currentContext()) {
        action.run();
      } else {
        context.runOnContext(now -> action.run());
      }
    }
  }
}
