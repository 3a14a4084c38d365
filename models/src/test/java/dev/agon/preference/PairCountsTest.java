package dev.agon.preference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairCountsTest {
  @Test
  @DisplayName("a vote counts the same whichever item comes first")
  void orientation() {
    PairCounts counts = new PairCounts();
    int pair = counts.add(3, 1, Outcome.FIRST, 1);

    assertThat(counts.add(1, 3, Outcome.SECOND, 2)).isEqualTo(pair);
    assertThat(counts.lower(pair)).isEqualTo(1);
    assertThat(counts.upper(pair)).isEqualTo(3);
    assertThat(counts.count(pair, Outcome.SECOND)).isEqualTo(2);
    assertThat(counts.weight(pair, Outcome.SECOND)).isEqualTo(3);
    assertThat(counts.squaredWeight(pair, Outcome.SECOND)).isEqualTo(5);
    assertThat(counts.items()).isEqualTo(4);
    assertThat(counts.votes()).isEqualTo(2);
  }

  @Test
  @DisplayName("both-bad votes have a column of their own")
  void bothBad() {
    PairCounts counts = new PairCounts();
    int pair = counts.add(0, 1, Outcome.BOTH_BAD, 1);

    assertThat(counts.count(pair, Outcome.BOTH_BAD)).isEqualTo(1);
    assertThat(counts.count(pair, Outcome.TIE)).isZero();
  }

  @ParameterizedTest
  @DisplayName("a table counts like its votes one by one, dense, sparse and weighted")
  @ValueSource(strings = {"dense", "sparse", "weighted"})
  void table(String kind) {
    Random random = new Random(4);
    int items = kind.equals("sparse") ? 3000 : 12;
    VoteTable table = new VoteTable(0);
    PairCounts expected = new PairCounts();
    for (int i = 0; i < 5000; i++) {
      int first = random.nextInt(items);
      int second = (first + 1 + random.nextInt(items - 1)) % items;
      Outcome outcome = Outcome.of(1 + random.nextInt(4));
      double weight = kind.equals("weighted") && i > 100 ? 1 + random.nextInt(3) : 1;
      table.add(first, second, outcome, weight, i % 7, i);
      expected.add(first, second, outcome, weight);
    }

    PairCounts counts = PairCounts.of(table);

    assertThat(counts.votes()).isEqualTo(5000);
    assertThat(counts.pairs()).isEqualTo(expected.pairs());
    for (int pair = 0; pair < expected.pairs(); pair++) {
      int same = counts.pair(expected.upper(pair), expected.lower(pair));
      for (Outcome outcome : Outcome.values()) {
        assertThat(counts.count(same, outcome)).isEqualTo(expected.count(pair, outcome));
        assertThat(counts.weight(same, outcome)).isEqualTo(expected.weight(pair, outcome));
        assertThat(counts.squaredWeight(same, outcome))
            .isEqualTo(expected.squaredWeight(pair, outcome));
      }
    }
  }

  @Test
  @DisplayName("removing a vote takes back its count, weight and square, to nothing at the last")
  void remove() {
    PairCounts counts = new PairCounts();
    int pair = counts.add(0, 1, Outcome.TIE, 0.1);
    counts.add(0, 1, Outcome.TIE, 0.2);
    counts.remove(1, 0, Outcome.TIE, 0.1);
    counts.remove(1, 0, Outcome.TIE, 0.2);

    assertThat(counts.votes()).isZero();
    assertThat(counts.weight(pair, Outcome.TIE)).isZero();
    assertThat(counts.squaredWeight(pair, Outcome.TIE)).isZero();
  }

  @Test
  @DisplayName("a vote that is not counted cannot be removed")
  void removeUnknown() {
    PairCounts counts = new PairCounts();
    counts.add(0, 1, Outcome.FIRST, 1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> counts.remove(0, 1, Outcome.SECOND, 1))
        .withMessageContaining("SECOND");
    assertThatIllegalArgumentException().isThrownBy(() -> counts.remove(0, 2, Outcome.FIRST, 1));
    assertThat(counts.votes()).isEqualTo(1);
  }

  @Test
  @DisplayName("a comparison with itself, a negative item and a senseless weight are refused")
  void refusals() {
    PairCounts counts = new PairCounts();
    VoteTable table = new VoteTable(1);

    assertThatIllegalArgumentException().isThrownBy(() -> counts.add(2, 2, Outcome.TIE, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> counts.add(-1, 2, Outcome.TIE, 1));
    for (double weight : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException().isThrownBy(() -> counts.add(0, 1, Outcome.TIE, weight));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> table.add(0, 1, Outcome.TIE, weight, 0, 0));
    }
    assertThat(counts.votes()).isZero();
    assertThat(table.rows()).isZero();
  }
}
