package dev.agon.reward.pairs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agon.preference.Outcome;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SplitsTest {
  private final int[] textOf = new int[900];
  private final PreferencePairs pairs = pairs();

  @Test
  @DisplayName("each pair is tested once, and no group or text stands on both sides")
  void folds() {
    int[] units = Splits.units(pairs, textOf);
    int[] tested = new int[pairs.rows()];
    for (Split split : Splits.folds(units, 5, 7)) {
      Arrays.stream(split.test()).forEach(row -> tested[row]++);
      assertApart(split, true);
      assertThat(split.train().length + split.test().length).isEqualTo(pairs.rows());
      assertThat(split.test().length).isBetween(pairs.rows() / 7, pairs.rows() / 3);
    }
    assertThat(tested).containsOnly(1);
  }

  @Test
  @DisplayName("the seed decides the folds: one seed gives the same ones, another others")
  void seeds() {
    int[] units = Splits.units(pairs, textOf);
    int[] first = Splits.folds(units, 5, 7).getFirst().test();
    assertThat(Splits.folds(units, 5, 7).getFirst().test()).isEqualTo(first);
    assertThat(Splits.folds(units, 5, 8).getFirst().test()).isNotEqualTo(first);
  }

  @Test
  @DisplayName("pairs whose groups are tied by a chain of equal texts are one unit")
  void chained() {
    PairsBuilder builder = PreferencePairs.builder(List.of("overall"));
    builder.pair(0, 1, 0).pair(2, 3, 1).pair(4, 5, 2).pair(6, 7, 3);
    int[] units = Splits.units(builder.build(), new int[] {0, 1, 1, 2, 2, 3, 4, 5});
    assertThat(units).containsExactly(0, 0, 0, 1);
  }

  @Test
  @DisplayName("leaving one group out keeps its texts out of the training side and counts them")
  void leaveOneGroupOut() {
    List<String> names = IntStream.range(0, 300).mapToObj(g -> "prompt " + g).toList();
    List<Split> splits = Splits.leaveOneGroupOut(pairs, textOf, names);
    assertThat(splits).hasSize(300);
    int purged = 0;
    for (Split split : splits) {
      assertApart(split, true);
      assertThat(split.train().length + split.test().length + split.purged())
          .isEqualTo(pairs.rows());
      purged += split.purged();
    }
    assertThat(purged).isPositive();
    assertThat(splits.get(4).name()).isEqualTo("prompt 4");
  }

  @Test
  @DisplayName("more folds than independent groups are refused")
  void tooMany() {
    assertThatThrownBy(() -> Splits.folds(new int[] {0, 0, 1}, 3, 1))
        .hasMessage(
            "3 folds need as many groups of pairs that share no prompt and no response; there are 2");
  }

  @Test
  @DisplayName("the text that most groups share is found, with how many it ties together")
  void shared() {
    PairsBuilder builder = PreferencePairs.builder(List.of("overall"));
    int[] texts = new int[20];
    for (int group = 0; group < 10; group++) {
      texts[2 * group] = group;
      texts[2 * group + 1] = group < 7 ? 100 : group < 9 ? 101 : 102;
      builder.pair(2 * group, 2 * group + 1, group).judged(0, Outcome.FIRST);
    }
    PreferencePairs tied = builder.build();
    assertThat(Splits.mostShared(tied, texts)).contains(new Splits.Shared(100, 7, 7));
    assertThat(Splits.count(Splits.units(tied, texts))).isEqualTo(3);
    assertThat(Splits.mostShared(tied.select(new int[] {0, 9}), texts)).isEmpty();
  }

  private void assertApart(Split split, boolean groups) {
    Set<Integer> seen = new HashSet<>();
    for (int row : split.train()) {
      seen.add(textOf[pairs.first(row)]);
      seen.add(textOf[pairs.second(row)]);
      seen.add(-1 - pairs.group(row));
    }
    for (int row : split.test()) {
      assertThat(seen).doesNotContain(textOf[pairs.first(row)], textOf[pairs.second(row)]);
      assertThat(groups && seen.contains(-1 - pairs.group(row))).isFalse();
    }
  }

  /** Three items a group; one item in ten repeats another's text. */
  private PreferencePairs pairs() {
    Random random = new Random(1);
    PairsBuilder builder = PreferencePairs.builder(List.of("overall"));
    for (int item = 0; item < 900; item++) {
      textOf[item] = random.nextInt(10) == 0 ? random.nextInt(item + 1) : item;
    }
    for (int group = 0; group < 300; group++) {
      builder.pair(3 * group, 3 * group + 1, group).judged(0, Outcome.FIRST);
      builder.pair(3 * group + 1, 3 * group + 2, group).judged(0, Outcome.TIE);
    }
    return builder.build();
  }
}
