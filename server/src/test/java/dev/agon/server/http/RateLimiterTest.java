package dev.agon.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agon.server.http.input.HttpProblem;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
  private final RateLimiter limiter = new RateLimiter(3, Duration.ofSeconds(10), now::get);

  @Test
  void allows_a_burst_and_then_one_at_each_interval() {
    for (int i = 0; i < 3; i++) {
      assertThat(limiter.take("a")).isZero();
    }
    assertThat(limiter.take("a")).isEqualTo(Duration.ofSeconds(10).toNanos());
    now.addAndGet(Duration.ofSeconds(10).toNanos());
    assertThat(limiter.take("a")).isZero();
    assertThat(limiter.take("a")).isPositive();
  }

  @Test
  void fills_again_up_to_the_burst_only() {
    limiter.take("a");
    now.addAndGet(Duration.ofDays(1).toNanos());
    long allowed = IntStream.range(0, 10).filter(i -> limiter.take("a") == 0).count();
    assertThat(allowed).isEqualTo(3);
  }

  @Test
  void keeps_keys_apart_and_forgets_one_on_reset() {
    IntStream.range(0, 3).forEach(i -> limiter.check("a"));
    assertThatCode(() -> limiter.check("b")).doesNotThrowAnyException();
    limiter.reset("a");
    assertThatCode(() -> limiter.check("a")).doesNotThrowAnyException();
  }

  @Test
  void says_how_many_seconds_to_wait() {
    IntStream.range(0, 3).forEach(i -> limiter.check("a"));
    now.addAndGet(Duration.ofMillis(2500).toNanos());
    assertThatThrownBy(() -> limiter.check("a"))
        .isInstanceOfSatisfying(
            HttpProblem.class,
            problem -> {
              assertThat(problem.status()).isEqualTo(429);
              assertThat(problem.retryAfter()).isEqualTo(8);
            });
  }

  @Test
  void allows_no_more_than_the_burst_to_concurrent_callers() {
    AtomicInteger allowed = new AtomicInteger();
    IntStream.range(0, 1000)
        .parallel()
        .forEach(
            i -> {
              if (limiter.take("a") == 0) {
                allowed.incrementAndGet();
              }
            });
    assertThat(allowed).hasValue(3);
  }

  @Test
  void drops_full_buckets_when_there_are_very_many() {
    IntStream.range(0, 100_001).forEach(i -> limiter.take("key " + i));
    now.addAndGet(Duration.ofMinutes(1).toNanos());
    limiter.take("one more");
    assertThat(limiter.keys()).isEqualTo(1);
  }
}
