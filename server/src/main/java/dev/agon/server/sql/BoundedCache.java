package dev.agon.server.sql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * What the database has answered, for a while and at most so many of them: whoever asks for ever
 * more takes no more memory. An answer that failed is not remembered.
 */
public final class BoundedCache<K, V> {
  private final Cache<K, V> answers;

  /**
   * Nothing yet.
   *
   * @param age after which it is asked again
   * @param most answers at once
   */
  public BoundedCache(Duration age, int most) {
    this(age, most, Ticker.systemTicker());
  }

  BoundedCache(Duration age, int most, Ticker ticker) {
    answers =
        Caffeine.newBuilder()
            .expireAfterWrite(age)
            .maximumSize(most)
            .ticker(ticker)
            .executor(Runnable::run)
            .build();
  }

  /** The answer that is remembered, else the one that is given now. */
  public Future<V> get(K key, Supplier<Future<V>> ask) {
    V known = answers.getIfPresent(key);
    return known == null
        ? ask.get().onSuccess(answer -> answers.put(key, answer))
        : Future.succeededFuture(known);
  }

  /** How many answers are remembered. */
  long size() {
    answers.cleanUp();
    return answers.estimatedSize();
  }
}
