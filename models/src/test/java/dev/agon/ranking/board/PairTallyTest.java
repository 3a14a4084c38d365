package dev.agon.ranking.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.agon.preference.Outcome;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PairTallyTest {
  private static PairTable votes(int wins, int losses, int ties) {
    PairTable table = new PairTable();
    for (int i = 0; i < wins; i++) {
      table.add(3, 1, Outcome.FIRST);
    }
    for (int i = 0; i < losses; i++) {
      table.add(3, 1, Outcome.SECOND);
    }
    for (int i = 0; i < ties; i++) {
      table.add(1, 3, i % 2 == 0 ? Outcome.TIE : Outcome.BOTH_BAD);
    }
    return table;
  }

  @Test
  @DisplayName("8 of 10 have Wilson's interval from .4902 to .9433, 0 of 10 one up to .2775")
  void wilson() {
    PairTally most = votes(8, 2, 0).of(3, 1);
    assertThat(most.all().score()).isEqualTo(0.8);
    assertThat(most.low()).isCloseTo(0.4902, within(5e-5));
    assertThat(most.high()).isCloseTo(0.9433, within(5e-5));
    PairTally none = votes(0, 10, 0).of(3, 1);
    assertThat(none.low()).isCloseTo(0, within(1e-12));
    assertThat(none.high()).isCloseTo(0.2775, within(5e-5));
  }

  @Test
  @DisplayName("the other item sees the same votes the other way round")
  void swapped() {
    PairTable table = votes(8, 2, 4);
    PairTally mine = table.of(3, 1);
    PairTally theirs = table.of(1, 3);

    assertThat(mine.shownFirst()).isEqualTo(new PairTally.Counts(8, 2, 0, 0));
    assertThat(mine.shownSecond()).isEqualTo(new PairTally.Counts(0, 0, 2, 2));
    assertThat(theirs.shownFirst()).isEqualTo(new PairTally.Counts(0, 0, 2, 2));
    assertThat(theirs.all().score()).isCloseTo(1 - mine.all().score(), within(1e-15));
    assertThat(theirs.low()).isCloseTo(1 - mine.high(), within(1e-15));
    assertThat(table.of(1, 2)).isEqualTo(PairTally.NONE);
  }

  @Test
  @DisplayName("the balanced score weighs both positions alike, and there is none of one position")
  void balanced() {
    PairTable table = votes(8, 2, 0);
    assertThat(table.of(3, 1).balancedScore()).isNaN();
    table.add(1, 3, Outcome.FIRST);
    assertThat(table.of(3, 1).balancedScore()).isCloseTo(0.4, within(1e-15));
  }

  @Test
  @DisplayName("equal items are expected to score one half under every model")
  void expected() {
    assertThat(PairTally.expectedScore(0, 0, 0)).isEqualTo(0.5);
    assertThat(PairTally.expectedScore(0, 1.5, 0)).isCloseTo(0.5, within(1e-15));
    assertThat(PairTally.expectedScore(0, 0, 0.7)).isCloseTo(0.5, within(1e-15));
    assertThat(PairTally.expectedScore(Math.log(3), 0, 0)).isCloseTo(0.75, within(1e-15));
  }
}
