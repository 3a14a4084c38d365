package dev.agon.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
  @Test
  void waits_double_up_to_ten_seconds_and_half_of_each_is_random() {
    assertThat(Backoff.delay(1, null, 0)).isEqualTo(Duration.ofMillis(50));
    assertThat(Backoff.delay(1, null, 0.999999)).isEqualTo(Duration.ofMillis(100));
    assertThat(Backoff.delay(4, null, 0)).isEqualTo(Duration.ofMillis(400));
    assertThat(Backoff.delay(99, null, 0)).isEqualTo(Duration.ofSeconds(5));
    assertThat(Backoff.delay(99, null, 0.999999)).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void what_the_server_asks_for_is_obeyed() {
    assertThat(Backoff.delay(1, "3", 0)).isEqualTo(Duration.ofSeconds(3));
    assertThat(Backoff.delay(9, "0", 0)).isEqualTo(Duration.ZERO);
  }

  @Test
  void an_unreadable_or_endless_request_to_wait_does_no_harm() {
    assertThat(Backoff.delay(1, "soon", 0)).isEqualTo(Duration.ofMillis(50));
    assertThat(Backoff.delay(1, "-1", 0)).isEqualTo(Duration.ofMillis(50));
    assertThat(Backoff.delay(1, "999999999", 0)).isEqualTo(Duration.ofMinutes(5));
  }
}
