package dev.agon.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BoundedCacheTest {
  private final AtomicLong now = new AtomicLong();
  private final AtomicInteger asked = new AtomicInteger();
  private final BoundedCache<Integer, Integer> remembered =
      new BoundedCache<>(Duration.ofSeconds(5), 100, now::get);

  private int ask(int key) {
    return remembered.get(key, () -> Future.succeededFuture(asked.incrementAndGet())).result();
  }

  @Test
  void however_many_are_asked_for_no_more_are_kept_than_was_said() {
    for (int key = 0; key < 10_000; key++) {
      ask(key);
    }
    assertThat(remembered.size()).isEqualTo(100);
  }

  @Test
  void an_answer_is_given_again_until_its_time_is_over() {
    assertThat(ask(1)).isEqualTo(1);
    now.addAndGet(Duration.ofSeconds(4).toNanos());
    assertThat(ask(1)).isEqualTo(1);
    now.addAndGet(Duration.ofSeconds(2).toNanos());
    assertThat(ask(1)).isEqualTo(2);
  }

  @Test
  void a_failure_is_forgotten_at_once() {
    assertThat(remembered.get(1, () -> Future.failedFuture("down")).failed()).isTrue();
    assertThat(ask(1)).isEqualTo(1);
  }
}
