package dev.agon.server.exchange.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SentTimesTest {
  @ParameterizedTest
  @CsvSource({
    "2026-01-31T12:00:00Z, 2026-01-31T12:00:00Z",
    "2026-01-31T12:00:00.123456+02:00, 2026-01-31T10:00:00.123456Z",
    "2026-01-31 12:00:00+00, 2026-01-31T12:00:00Z",
    "2026-01-31 12:00:00, 2026-01-31T12:00:00Z",
    "2026-01-31T12:00, 2026-01-31T12:00:00Z",
    "1769860800, 2026-01-31T12:00:00Z",
    "1769860800.25, 2026-01-31T12:00:00.250Z",
    "1769860800123, 2026-01-31T12:00:00.123Z"
  })
  void times_are_read_as_logs_write_them(String text, Instant time) {
    assertThat(SentTimes.parse(text)).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(strings = {"yesterday", "2026-02-30T12:00:00Z", "31.01.2026", "", "12:00"})
  void what_is_no_time_is_told(String text) {
    assertThatThrownBy(() -> SentTimes.parse(text)).hasMessageContaining("'" + text + "' is no");
  }

  @Test
  void times_that_no_vote_was_sent_at_are_told() {
    assertThatThrownBy(() -> SentTimes.parse("-5")).hasMessageContaining("between 1970 and 2200");
    assertThatThrownBy(() -> SentTimes.parse("9999-01-01T00:00:00Z"))
        .hasMessageContaining("between 1970 and 2200");
  }
}
