package dev.agon.ranking.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.agon.preference.Outcome;
import dev.agon.preference.PairCounts;
import dev.agon.ranking.Classics;
import dev.agon.ranking.Method;
import dev.agon.ranking.RatingScale;
import dev.agon.ranking.Votes;
import dev.agon.ranking.fit.Fit;
import dev.agon.ranking.fit.FitOptions;
import dev.agon.ranking.interval.Sandwich;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LeaderboardTest {
  @Test
  @DisplayName("ranks are ranges where differences are unsure and numbers where they are sure")
  void ranks() {
    PairCounts counts = new PairCounts();
    // 0 and 1 are close to each other and far above 2.
    Classics.add(counts, 0, 1, Outcome.FIRST, 52);
    Classics.add(counts, 0, 1, Outcome.SECOND, 48);
    for (int strong = 0; strong < 2; strong++) {
      Classics.add(counts, strong, 2, Outcome.FIRST, 90);
      Classics.add(counts, strong, 2, Outcome.SECOND, 10);
    }

    Leaderboard board = Votes.board(counts, Method.BRADLEY_TERRY);

    assertThat(board.standings()).extracting(Standing::item).containsExactly(0, 1, 2);
    assertThat(board.standings()).extracting(Standing::rankLow).containsExactly(1, 1, 3);
    assertThat(board.standings()).extracting(Standing::rankHigh).containsExactly(2, 2, 3);
    Standing best = board.standings().getFirst();
    assertThat(best.high() - best.rating()).isCloseTo(1.959964 * best.se(), within(1e-4));
  }

  @Test
  @DisplayName("the standard error of one pair's difference is the binomial one")
  void binomial() {
    PairCounts counts = new PairCounts();
    Classics.add(counts, 0, 1, Outcome.FIRST, 60);
    Classics.add(counts, 0, 1, Outcome.SECOND, 40);

    Fit fit = Fit.of(counts, FitOptions.of(Method.BRADLEY_TERRY), null);

    assertThat(fit.logStrength(0) - fit.logStrength(1)).isCloseTo(Math.log(1.5), within(1e-12));
    assertThat(fit.logLikelihood())
        .isCloseTo(60 * Math.log(0.6) + 40 * Math.log(0.4), within(1e-10));
    assertThat(Sandwich.plain(counts, fit).differenceVariance(0, 1))
        .isCloseTo(1 / (100 * 0.6 * 0.4), within(1e-12));
  }

  @Test
  @DisplayName("the rating scale has 400 points for ten to one around 1000, or what is asked")
  void scale() {
    assertThat(RatingScale.ARENA.rating(Math.log(10))).isCloseTo(1400, within(1e-9));
    assertThat(RatingScale.ARENA.pointsPerUnit()).isCloseTo(173.717793, within(1e-6));
    assertThat(new RatingScale(1, Math.E, 0).rating(0.3)).isCloseTo(0.3, within(1e-15));
    for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException().isThrownBy(() -> new RatingScale(bad, 10, 1000));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> new RatingScale(400, 1, 1000));
    assertThatIllegalArgumentException().isThrownBy(() -> new RatingScale(400, 10, Double.NaN));
  }

  @Test
  @DisplayName("methods are known by their labels")
  void labels() {
    for (Method method : Method.values()) {
      assertThat(Method.of(method.label())).isEqualTo(method);
    }
    assertThatIllegalArgumentException().isThrownBy(() -> Method.of("elo"));
  }
}
