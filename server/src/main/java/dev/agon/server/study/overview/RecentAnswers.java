package dev.agon.server.study.overview;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import java.util.function.Function;

/** Answers that are costly to count, kept for some seconds; readers at the same time share one. */
final class RecentAnswers<K, V> {
  private static final long KEPT_NANOS = 2_000_000_000L;
  private static final int MOST = 1_000;

  private record Answer<V>(Future<V> value, long askedAt) {
    boolean fresh() {
      return !value.failed() && (!value.isComplete() || System.nanoTime() - askedAt < KEPT_NANOS);
    }
  }

  private final Function<K, Future<V>> ask;
  private final Cache<K, Answer<V>> answers =
      Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

  RecentAnswers(Function<K, Future<V>> ask) {
    this.ask = ask;
  }

  Future<V> get(K key) {
    Answer<V> known = answers.getIfPresent(key);
    if (known != null && known.fresh()) {
      return known.value;
    }
    Answer<V> asked = new Answer<>(ask.apply(key), System.nanoTime());
    answers.put(key, asked);
    return asked.value;
  }

  void forget(K key) {
    answers.invalidate(key);
  }
}
