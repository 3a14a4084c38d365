package dev.agon.server.ranking.slice;

import dev.agon.ranking.Method;
import dev.agon.ranking.fit.FitOptions;
import dev.agon.server.http.FairTurns;
import dev.agon.server.http.input.HttpProblem;
import dev.agon.server.http.session.Asker;
import dev.agon.server.ranking.Board;
import dev.agon.server.ranking.BoardMethod;
import dev.agon.server.ranking.BoardStudy;
import dev.agon.server.ranking.SliceFit;
import dev.agon.server.ranking.StoredBoard;
import dev.agon.server.ranking.rank.LeaderboardStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Boards of parts of a study's votes, computed when somebody asks. A node keeps the last ones, and
 * computes one anew when the study's board has moved on, but no oftener than what it costs allows.
 */
public final class Slices {
  /** Members of the smallest group of annotators that has a board of its own. */
  static final int SMALLEST_GROUP = 10;

  private static final int MOST_KEPT = 32;
  private static final long MOST_VOTES_KEPT = 3_000_000;

  /** Of all studies and readers together; whoever asks for most makes room for others. */
  private static final int MOST_WAITING = 16;

  private static final int BUSY_SECONDS = 2;
  private static final long BETWEEN_NANOS = 1_000_000_000L;

  /** A slice may be computed for one part in so many of the time. */
  private static final long SHARE = 10;

  private final SliceStore store;
  private final LeaderboardStore boards;
  private final WorkerExecutor workers;
  private final DaysBefore daysBefore;

  /** Those that were asked for last at the end. */
  private final Map<Key, Kept> kept = new LinkedHashMap<>(MOST_KEPT, 0.75f, true);

  /** One at a time, so that voting has the database; by study, and in it by who asks. */
  private final FairTurns turns =
      new FairTurns(1, MOST_WAITING, () -> HttpProblem.unavailable(BUSY_SECONDS));

  /** What is computed once: the key of a link says nothing about the votes. */
  private record Key(long study, String method, BoardChoice choice) {}

  /** A slice that is computed, is being computed, or for which somebody waits. */
  private static final class Kept {
    final long number;

    /** Who asked for it first. */
    final Asker owner;

    final SharedWork<ComputedSlice> work = new SharedWork<>();
    private volatile long started;
    private volatile long nanos;

    Kept(long number, Asker owner) {
      this.number = number;
      this.owner = owner;
    }

    Future<ComputedSlice> timed(Supplier<Future<ComputedSlice>> compute) {
      started = System.nanoTime();
      return compute.get().onComplete(done -> nanos = System.nanoTime() - started);
    }

    long votes() {
      Future<ComputedSlice> computed = work.begun();
      return computed != null && computed.succeeded() ? computed.result().votes() : 0;
    }

    boolean serves(long wanted) {
      Future<ComputedSlice> computed = work.begun();
      return number == wanted
          || computed == null
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
  public Future<List<SliceStore.Choice>> choices(BoardStudy study) {
    return store.choices(study.id());
  }

  /** Where a generator comes from; empty when the study has none of this number. */
  public Future<Optional<SliceStore.Lineage>> lineage(BoardStudy study, long generator) {
    return store.lineage(study.id(), generator);
  }

  /** Comparisons of two generators in a slice, those that the first wins most clearly first. */
  public Future<List<SliceStore.Example>> versus(
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
  public Future<StoredBoard.Found> board(Asker asker, BoardStudy study, BoardChoice choice) {
    if (!choice.slice().isWhole()) {
      return computed(asker, study, choice).map(ComputedSlice::found);
    }
    return boards
        .board(study.id(), choice.criterion())
        .map(found -> found.since(daysBefore.of(study, choice)));
  }

  /** How a slice's board came about by the counts; nothing under a method that is not of counts. */
  public Future<List<SliceCount.Point>> history(
      Asker asker, BoardStudy study, ComputedSlice slice) {
    return slice.hasHistory()
        ? later(asker, study, slice.history(), slice.count()::history)
        : Future.succeededFuture(List.of());
  }

  /** What can be checked of a slice's board; empty without votes. */
  public Future<Optional<SliceCount.Checks>> checks(
      Asker asker, BoardStudy study, ComputedSlice slice) {
    return later(asker, study, slice.checks(), () -> Optional.ofNullable(slice.count().checks()));
  }

  private <T> Future<T> later(
      Asker asker, BoardStudy study, SharedWork<T> shared, Callable<T> work) {
    return shared.of(asker, turns, path(asker, study), () -> workers.executeBlocking(work, false));
  }

  /** Ratings at a number, by generator. */
  Future<Map<Long, Double>> ratings(
      Asker asker, BoardStudy study, BoardChoice choice, long number) {
    return store
        .watermark(study.id())
        .compose(
            watermark ->
                current(
                    asker,
                    study,
                    choice.with(choice.slice().withAt(number)),
                    Math.min(number, watermark)))
        .map(
            computed ->
                computed.board().items().stream()
                    .collect(Collectors.toMap(Board.Item::generator, Board.Item::rating)));
  }

  /** A choice's votes, counted; at no number that the study's own boards do not count up to. */
  public Future<ComputedSlice> computed(Asker asker, BoardStudy study, BoardChoice choice) {
    return store
        .watermark(study.id())
        .compose(
            watermark -> {
              Long at = choice.slice().at();
              if (at != null && at > watermark) {
                throw HttpProblem.invalid(
                    "at", "is beyond " + watermark + ": there is no board yet");
              }
              return current(asker, study, choice, at == null ? watermark : at);
            });
  }

  private Future<ComputedSlice> current(
      Asker asker, BoardStudy study, BoardChoice choice, long number) {
    Key key = new Key(study.id(), study.method(), choice.withoutKey());
    Kept slice;
    synchronized (kept) {
      Kept known = kept.get(key);
      slice = known != null && known.serves(number) ? known : new Kept(number, asker);
      kept.put(key, slice);
    }
    return slice
        .work
        .of(
            asker,
            turns,
            path(asker, study),
            () -> slice.timed(() -> compute(study, choice, slice.number)))
        .onComplete(done -> bound(key, slice));
  }

  private static List<String> path(Asker asker, BoardStudy study) {
    return asker.within("study " + study.id());
  }

  private void bound(Key key, Kept slice) {
    synchronized (kept) {
      if (slice.work.isIdle()) {
        kept.remove(key, slice);
      }
      long votes = kept.values().stream().mapToLong(Kept::votes).sum();
      while (kept.size() > MOST_KEPT || (votes > MOST_VOTES_KEPT && kept.size() > 1)) {
        votes -= dropOne().votes();
      }
    }
  }

  /** Forgets the slice that was not asked for longest, of who asked for most of them. */
  private Kept dropOne() {
    Map<String, Integer> owned = new HashMap<>();
    kept.values().forEach(slice -> owned.merge(slice.owner.share(), 1, Integer::sum));
    int most = Collections.max(owned.values());
    Iterator<Kept> eldest = kept.values().iterator();
    Kept slice = eldest.next();
    while (owned.getOrDefault(slice.owner.share(), 0) < most) {
      slice = eldest.next();
    }
    eldest.remove();
    return slice;
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
            .fit(generator -> names.getOrDefault(generator, ""));
    StoredBoard board =
        new StoredBoard(
            method.label(),
            number,
            number,
            OffsetDateTime.now(ZoneOffset.UTC),
            fit.board(),
            Optional.empty(),
            Optional.of(fit.details()));
    return new ComputedSlice(new StoredBoard.Found(Optional.of(board), names), method, fit, count);
  }

  private static HttpProblem tooSmall() {
    return HttpProblem.invalid(
        "group", "has fewer than " + SMALLEST_GROUP + " annotators with votes: it has no board");
  }
}
