package dev.agon.server.ranking.slice;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.agon.server.http.LogDigest;
import dev.agon.server.http.session.Asker;
import dev.agon.server.ranking.BoardStudy;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ratings as they were a day ago, looked up a few times an hour. */
final class DaysBefore {
  private static final Logger log = LoggerFactory.getLogger(DaysBefore.class);
  private static final long KEPT_NANOS = Duration.ofMinutes(10).toNanos();
  private static final int MOST_KEPT = 1_000;
  private static final Asker OWN = Asker.own("days before");
  private static final LogDigest DIGEST = new LogDigest(log, 1);

  private final Slices slices;
  private final SliceStore store;
  private final ConcurrentMap<Key, Kept> kept =
      Caffeine.newBuilder()
          .maximumSize(MOST_KEPT)
          .executor(Runnable::run)
          .<Key, Kept>build()
          .asMap();

  private record Key(long study, String method, BoardChoice choice) {}

  /** What is being looked up, and what was known before. */
  private record Kept(long since, Future<Map<Long, Double>> fresh, Map<Long, Double> before) {
    boolean serves() {
      return System.nanoTime() - since < KEPT_NANOS;
    }

    Map<Long, Double> ratings() {
      return fresh.isComplete() ? fresh.result() : before;
    }
  }

  DaysBefore(Slices slices, SliceStore store) {
    this.slices = slices;
    this.store = store;
  }

  /**
   * Ratings by generator, as far as they are known by now: nobody waits for them. None where there
   * were none, or they cannot be had.
   */
  Map<Long, Double> of(BoardStudy study, BoardChoice choice) {
    return kept.compute(
            new Key(study.id(), study.method(), choice.withoutKey()),
            (key, known) ->
                known != null && known.serves()
                    ? known
                    : new Kept(
                        System.nanoTime(),
                        ratings(study, choice),
                        known == null ? Map.of() : known.ratings()))
        .ratings();
  }

  private Future<Map<Long, Double>> ratings(BoardStudy study, BoardChoice choice) {
    return store
        .dayBefore(study.id())
        .compose(
            number ->
                number.isEmpty()
                    ? Future.succeededFuture(Map.<Long, Double>of())
                    : slices.ratings(OWN, study, choice, number.getAsLong()))
        .recover(
            failure -> {
              DIGEST.write(
                  "boards of yesterday not known",
                  () -> log.warn("study {}: the board of yesterday", study.id(), failure));
              return Future.succeededFuture(Map.of());
            });
  }
}
