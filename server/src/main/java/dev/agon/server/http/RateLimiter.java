package dev.agon.server.http;

import dev.agon.server.http.input.HttpProblem;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Token buckets in memory, one a key: a burst at once, then one at each interval. Of each bucket
 * only the time is kept at which it would be full again (the generic cell rate algorithm).
 */
public final class RateLimiter {
  private static final int SWEPT_ABOVE = 100_000;
  private static final int MOST = 200_000;
  private static final long BETWEEN_SWEEPS = Duration.ofSeconds(1).toNanos();

  private final long burst;
  private final long interval;
  private final LongSupplier clock;
  private final Map<String, Long> fullAt = new ConcurrentHashMap<>();
  private volatile long sweptAt;

  /**
   * @param burst tokens of a full bucket, at least 1
   * @param interval the time in which one token comes back
   */
  public RateLimiter(int burst, Duration interval) {
    this(burst, interval, System::nanoTime);
  }

  RateLimiter(int burst, Duration interval, LongSupplier clock) {
    this.interval = interval.toNanos();
    this.burst = burst * this.interval;
    this.clock = clock;
    this.sweptAt = clock.getAsLong() - BETWEEN_SWEEPS;
  }

  /**
   * Takes a token of a key's bucket.
   *
   * @throws HttpProblem 429 with the seconds to wait when the bucket is empty
   */
  public void check(String key) {
    long wait = take(key);
    if (wait > 0) {
      throw HttpProblem.tooMany(
          (int) Math.min(Integer.MAX_VALUE, (wait + 999_999_999) / 1_000_000_000));
    }
  }

  /** Gives a token back that was taken for nothing. */
  public void giveBack(String key) {
    fullAt.computeIfPresent(key, (k, full) -> full - interval);
  }

  /** Gives a key its whole bucket back, for example after a successful sign-in. */
  public void reset(String key) {
    fullAt.remove(key);
  }

  /** Takes a token and answers 0, or answers the nanoseconds until there is one. */
  public long take(String key) {
    long now = clock.getAsLong();
    if (fullAt.size() > SWEPT_ABOVE && now - sweptAt >= BETWEEN_SWEEPS) {
      sweptAt = now;
      fullAt.values().removeIf(full -> full - now <= 0);
    }
    if (fullAt.size() > MOST) {
      // More callers than that at a time are no guessing of one of them: memory comes first.
      fullAt.clear();
    }
    long[] wait = {0};
    fullAt.compute(
        key,
        (k, full) -> {
          long start = full == null || full - now < 0 ? now : full;
          long after = start + interval;
          wait[0] = Math.max(0, after - now - burst);
          return wait[0] == 0 ? after : start;
        });
    return wait[0];
  }

  int keys() {
    return fullAt.size();
  }
}
