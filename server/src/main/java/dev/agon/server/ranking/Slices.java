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
import java.util.Objects;
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

  /** What is computed once: the key of a link says nothing about the votes. */
  private record Key(long study, String method, BoardChoice choice) {}

  /** A slice that is computed or being computed. */
  private static final class Kept {
    final long number;
    final Future<Computed> computed;
    final long started = System.nanoTime();
    volatile long nanos;

    Kept(long number, Future<Computed> computed) {
      this.number = number;
      this.computed = computed;
      computed.onComplete(done -> nanos = System.nanoTime() - started);
    }

    boolean serves(long wanted) {
      return number == wanted
          || !computed.isComplete()
          || System.nanoTime() - started < Math.max(BETWEEN_NANOS, SHARE * nanos);
    }
  }

  /**
   * A computed slice.
   *
   * @param found its board, as a kept one would be
   */
  record Computed(StoredBoard.Found found, SliceCount count) {}

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

  /** Comparisons of two generators, those that the first wins most clearly first. */
  Future<List<SliceStore.Example>> versus(
      BoardStudy study, BoardChoice choice, long mine, long theirs, int most, int skipped) {
    return store
        .watermark(study.id())
        .compose(
            watermark ->
                store.versus(
                    study.id(), choice.criterion(), watermark, mine, theirs, most, skipped));
  }

  /** The board that a choice means: the kept one, or one computed for it. */
  Future<StoredBoard.Found> board(BoardStudy study, BoardChoice choice) {
    if (!choice.slice().isWhole()) {
      return computed(study, choice).map(Computed::found);
    }
    return boards
        .board(study.id(), choice.criterion())
        .compose(found -> daysBefore.of(study, choice).map(found::since));
  }

  /** Ratings at a number, by generator. */
  Future<Map<Long, Double>> ratings(BoardStudy study, BoardChoice choice, long number) {
    return computed(study, choice.with(choice.slice().withAt(number)))
        .map(
            computed ->
                computed.found().board().orElseThrow().all().items().stream()
                    .collect(Collectors.toMap(Board.Item::generator, Board.Item::rating)));
  }

  /** How a choice's board came about. */
  Future<List<SliceCount.Point>> history(Computed computed) {
    return workers.executeBlocking(computed.count()::history, false);
  }

  /** What can be checked of a choice's board; empty without votes. */
  Future<Optional<SliceCount.Checks>> checks(Computed computed) {
    return workers.executeBlocking(() -> Optional.ofNullable(computed.count().checks()), false);
  }

  /** A choice's votes, counted. */
  Future<Computed> computed(BoardStudy study, BoardChoice choice) {
    return store
        .watermark(study.id())
        .compose(
            watermark -> {
              Long at = choice.slice().at();
              return current(study, choice, at == null ? watermark : Math.min(at, watermark));
            });
  }

  private Future<Computed> current(BoardStudy study, BoardChoice choice, long number) {
    Key key = new Key(study.id(), study.method(), choice.withoutKey());
    synchronized (kept) {
      @Nullable Kept known = kept.get(key);
      if (known != null && known.serves(number)) {
        return known.computed;
      }
      Kept fresh = new Kept(number, compute(study, choice, number));
      kept.put(key, fresh);
      fresh.computed.onFailure(
          failure -> {
            synchronized (kept) {
              kept.remove(key, fresh);
            }
          });
      return fresh.computed;
    }
  }

  private Future<Computed> compute(BoardStudy study, BoardChoice choice, long number) {
    Method method = Objects.requireNonNullElse(choice.slice().method(), Method.of(study.method()));
    SliceCount count = new SliceCount(FitOptions.of(method), choice.slice());
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
                      return new Computed(
                          new StoredBoard.Found(
                              Optional.of(
                                  new StoredBoard(
                                      method.label(),
                                      number,
                                      number,
                                      OffsetDateTime.now(ZoneOffset.UTC),
                                      count.board(),
                                      Optional.empty())),
                              stored.generators()),
                          count);
                    },
                    false));
  }

  private static HttpProblem tooSmall() {
    return HttpProblem.invalid(
        "group", "has fewer than " + SMALLEST_GROUP + " annotators with votes: it has no board");
  }
}
