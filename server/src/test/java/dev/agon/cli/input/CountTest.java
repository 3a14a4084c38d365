package dev.agon.cli.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.table.Count;
import org.junit.jupiter.api.Test;

class CountTest {
  @Test
  void a_count_of_one_is_singular() {
    assertThat(Count.of(1, "vote")).isEqualTo("1 vote");
    assertThat(Count.of(0, "vote")).isEqualTo("0 votes");
    assertThat(Count.of(2, "study", "studies")).isEqualTo("2 studies");
    assertThat(Count.of(1, "study", "studies")).isEqualTo("1 study");
    assertThat(Count.grouped(1, "row")).isEqualTo("1 row");
    assertThat(Count.grouped(12_345, "row")).isEqualTo("12,345 rows");
  }
}
