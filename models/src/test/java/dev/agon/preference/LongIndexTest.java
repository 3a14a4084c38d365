package dev.agon.preference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LongIndexTest {
  @Test
  @DisplayName("numbers keys in the order of their first use, and finds them again")
  void numbers() {
    LongIndex index = new LongIndex();
    Map<Long, Integer> expected = new HashMap<>();
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      long key = random.nextBoolean() ? random.nextInt(20_000) : (long) random.nextInt(300) << 34;
      int known = expected.getOrDefault(key, -1);
      assertThat(index.find(key)).isEqualTo(known);
      int number = known < 0 ? expected.size() : known;
      expected.put(key, number);
      assertThat(index.number(key)).isEqualTo(number);
      assertThat(index.key(number)).isEqualTo(key);
    }
    assertThat(index.size()).isEqualTo(expected.size());
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> index.key(index.size()));
  }

  @Test
  @DisplayName("zero, minus one and the extremes are keys like others")
  void extremes() {
    LongIndex index = new LongIndex();
    long[] keys = {0, -1, Long.MIN_VALUE, Long.MAX_VALUE};
    for (int i = 0; i < keys.length; i++) {
      assertThat(index.number(keys[i])).isEqualTo(i);
    }
  }
}
