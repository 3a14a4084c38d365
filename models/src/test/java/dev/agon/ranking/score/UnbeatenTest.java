package dev.agon.ranking.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.preference.Outcome;
import dev.agon.preference.PairCounts;
import dev.agon.ranking.BothBad;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class UnbeatenTest {
  private final PairCounts counts = new PairCounts();

  @Test
  @DisplayName("two items that beat each other and lose to no other are told together")
  void pair() {
    counts.ensureItems(6);
    won(4, 2);
    won(2, 4);
    won(2, 0);
    won(0, 1);
    won(1, 0);

    assertThat(RankCentrality.unbeaten(counts, BothBad.TIE)).containsExactly(2, 4);
    assertThat(RankCentrality.scores(counts, BothBad.TIE)).containsOnly(Double.NaN);
  }

  @Test
  @DisplayName("one win from below makes all of them unbeaten, and there are scores")
  void all() {
    won(2, 1);
    won(1, 0);
    won(0, 2);

    assertThat(RankCentrality.unbeaten(counts, BothBad.TIE)).containsExactly(0, 1, 2);
    assertThat(RankCentrality.scores(counts, BothBad.TIE)).doesNotContain(Double.NaN);
  }

  private void won(int winner, int loser) {
    counts.add(winner, loser, Outcome.FIRST, 1);
  }
}
