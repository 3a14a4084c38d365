package dev.agon.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  @Test
  void votes_come_at_the_rate_asked_for_however_often_the_clock_is_read() {
    assertThat(votesInAMinute(120, 250)).isBetween(119, 120);
    assertThat(votesInAMinute(120, 7)).isBetween(119, 120);
    assertThat(votesInAMinute(6000, 5)).isBetween(5998, 6000);
  }

  private static int votesInAMinute(double rate, long stepMillis) {
    Pace pace = new Pace(rate, 0);
    int votes = 0;
    for (long now = 0; now <= 60 * SECOND; now += Duration.ofMillis(stepMillis).toNanos()) {
      votes += pace.due(now);
    }
    return votes;
  }

  @Test
  void after_a_pause_at_most_a_quarter_of_a_second_is_made_up_for() {
    Pace pace = new Pace(2400, 0);
    assertThat(pace.due(60 * SECOND)).isEqualTo(10);
    Pace slow = new Pace(6, 0);
    assertThat(slow.due(600 * SECOND)).isEqualTo(1);
  }

  @Test
  void the_clock_is_read_often_enough_but_not_too_often() {
    assertThat(new Pace(60, 0).tickMillis()).isEqualTo(250);
    assertThat(new Pace(600, 0).tickMillis()).isEqualTo(50);
    assertThat(new Pace(60_000, 0).tickMillis()).isEqualTo(5);
  }
}
