package dev.agon.server.ranking;

import dev.agon.ranking.FitOptions;
import dev.agon.ranking.Method;
import dev.agon.server.http.HttpProblem;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Boards of parts of a study's votes, computed when somebody asks. A node keeps the last ones, and
 * computes one anew when the study's board has moved on, but no oftener than what it costs allows.
 */
public final class Slices {
  /** Members of the smallest group of annotators that has a board of its own. */
  static final int SMALLEST_GROUP = 10;

  private static final int MOST_KEPT = 32;
  private static final long MOST_VOTES_KEPT = 3_000_000;
  private static final int MOST_WAITING = 16;
  private static final int BUSY_SECONDS = 2;
  private static final long BETWEEN_NANOS = 1_000_000_000L;

  /** A slice may be computed for one part in so many of the time. */
  private static final long SHARE = 10;

  private final SliceStore store;
  private final LeaderboardStore boards;
  private final WorkerExecutor workers;
  private final DaysBefore daysBefore;
  private final Map<Key, Kept> kept =
      new LinkedHashMap<>(MOST_KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Kept> eldest) {
          return size() > MOST_KEPT;
        }
      };

  /** Ends with the slice that is being computed: one at a time, so that voting has the database. */
  private Future<Void> turn = Future.succeededFuture();

  private int waiting;

  /** What is computed once: the key of a link says nothing about the votes. */
  private record Key(long study, String method, BoardChoice choice) {}

  /** A slice that is computed or being computed. */
  private static final class Kept {
    final long number;
    final Future<ComputedSlice> computed;
    final long started = System.nanoTime();
    volatile long nanos;

    Kept(long number, Future<ComputedSlice> computed) {
      this.number = number;
      this.computed = computed;
      computed.onComplete(done -> nanos = System.nanoTime() - started);
    }

    long votes() {
      return computed.succeeded() ? computed.result().votes() : 0;
    }

    boolean serves(long wanted) {
      return number == wanted
          || !computed.isComplete()
          || System.nanoTime() - started < Math.max(BETWEEN_NANOS, SHARE * nanos);
    }
  }

  public Slices(Vertx vertx, SliceStore store, LeaderboardStore boards) {
    this.store = store;
    this.boards = boards;
    this.workers = vertx.createSharedWorkerExecutor("slices", 1);
    this.daysBefore = new DaysBefore(this, store);
  }

  /** What a study's votes can be sliced by. */
  Future<List<SliceStore.Choice>> choices(BoardStudy study) {
    return store.choices(study.id());
  }

  /** Where a generator comes from; empty when the study has none of this number. */
  Future<Optional<SliceStore.Lineage>> lineage(BoardStudy study, long generator) {
    return store.lineage(study.id(), generator);
  }

  /** Comparisons of two generators in a slice, those that the first wins most clearly first. */
  Future<List<SliceStore.Example>> versus(
      BoardStudy study,
      BoardChoice choice,
      ComputedSlice computed,
      SliceStore.Opponents opponents,
      int most,
      int skipped) {
    long number = computed.found().version().watermark();
    return store.versus(study.id(), choice, number, opponents, most, skipped);
  }

  /** The board that a choice means: the kept one, or one computed for it. */
  Future<StoredBoard.Found> board(BoardStudy study, BoardChoice choice) {
    if (!choice.slice().isWhole()) {
      return computed(study, choice).map(ComputedSlice::found);
    }
    return boards
        .board(study.id(), choice.criterion())
        .map(found -> found.since(daysBefore.of(study, choice)));
  }

  /** Ratings at a number, by generator. */
  Future<Map<Long, Double>> ratings(BoardStudy study, BoardChoice choice, long number) {
    return computed(study, choice.with(choice.slice().withAt(number)))
        .map(
            computed ->
                computed.board().items().stream()
                    .collect(Collectors.toMap(Board.Item::generator, Board.Item::rating)));
  }

  /** A choice's votes, counted. */
  Future<ComputedSlice> computed(BoardStudy study, BoardChoice choice) {
    return store
        .watermark(study.id())
        .compose(
            watermark -> {
              Long at = choice.slice().at();
              return current(study, choice, at == null ? watermark : Math.min(at, watermark));
            });
  }

  private Future<ComputedSlice> current(BoardStudy study, BoardChoice choice, long number) {
    Key key = new Key(study.id(), study.method(), choice.withoutKey());
    synchronized (kept) {
      @Nullable Kept known = kept.get(key);
      if (known != null && known.serves(number)) {
        return known.computed;
      }
      if (waiting >= MOST_WAITING) {
        throw HttpProblem.unavailable(BUSY_SECONDS);
      }
      waiting++;
      Kept fresh = new Kept(number, turn.compose(free -> compute(study, choice, number)));
      turn = fresh.computed.transform(done -> ended(key, fresh, done.failed()));
      kept.put(key, fresh);
      return fresh.computed;
    }
  }

  private Future<Void> ended(Key key, Kept slice, boolean failed) {
    synchronized (kept) {
      waiting--;
      if (failed) {
        kept.remove(key, slice);
      }
      long votes = kept.values().stream().mapToLong(Kept::votes).sum();
      var eldest = kept.entrySet().iterator();
      while (votes > MOST_VOTES_KEPT && kept.size() > 1) {
        votes -= eldest.next().getValue().votes();
        eldest.remove();
      }
    }
    return Future.succeededFuture();
  }

  private Future<ComputedSlice> compute(BoardStudy study, BoardChoice choice, long number) {
    BoardMethod method = choice.method(study);
    Method counted = method.likelihood().orElse(Method.BRADLEY_TERRY);
    SliceCount count = new SliceCount(FitOptions.of(counted));
    return store
        .votes(
            study.id(),
            choice,
            number,
            some ->
                workers.executeBlocking(
                    () -> {
                      count.add(some);
                      return null;
                    },
                    false))
        .compose(read -> boards.board(study.id(), choice.criterion()))
        .compose(
            stored ->
                workers.executeBlocking(
                    () -> {
                      if (choice.slice().group() != null && count.annotators() < SMALLEST_GROUP) {
                        throw tooSmall();
                      }
                      return computed(choice, method, number, count, stored.generators());
                    },
                    false));
  }

  private ComputedSlice computed(
      BoardChoice choice,
      BoardMethod method,
      long number,
      SliceCount count,
      Map<Long, String> names) {
    SliceFit fit =
        new SliceRanking(count, method, choice.slice())
            .fit(generator -> BoardFile.plain(names.getOrDefault(generator, "")));
    StoredBoard board =
        new StoredBoard(
            method.label(),
            number,
            number,
            OffsetDateTime.now(ZoneOffset.UTC),
            fit.board(),
            Optional.empty(),
            Optional.of(fit.details()));
    return new ComputedSlice(
        new StoredBoard.Found(Optional.of(board), names), method, fit, count, workers);
  }

  private static HttpProblem tooSmall() {
    return HttpProblem.invalid(
        "group", "has fewer than " + SMALLEST_GROUP + " annotators with votes: it has no board");
  }
}
