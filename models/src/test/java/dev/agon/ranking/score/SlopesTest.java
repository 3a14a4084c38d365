package dev.agon.ranking.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** How scores move with votes, beside what they do when a little of a vote is added. */
class SlopesTest {
  private static final int ITEMS = 5;
  private static final double LITTLE = 1e-5;

  @ParameterizedTest
  @DisplayName("slopes are the derivatives of the scores")
  @EnumSource(mode = Mode.EXCLUDE, names = "RANKED_PAIRS")
  void derivatives(ScoreMethod method) {
    double[][] wins = wins();
    Slopes slopes = slopes(method, wins);

    for (int winner = 0; winner < ITEMS; winner++) {
      for (int loser = 0; loser < ITEMS; loser++) {
        if (winner != loser && wins[winner][loser] + wins[loser][winner] > 0) {
          double[] up = moved(method, slopes.ofShares(), winner, loser, LITTLE);
          double[] down = moved(method, slopes.ofShares(), winner, loser, -LITTLE);
          double[] told = told(slopes, winner, loser);
          for (int item = 0; item < ITEMS; item++) {
            double seen = (up[item] - down[item]) / (2 * LITTLE);
            assertThat(told[item])
                .as("%d over %d moves %d", winner, loser, item)
                .isCloseTo(seen, within(1e-6 * Math.max(1, Math.abs(seen))));
          }
        }
      }
    }
  }

  private static double[][] wins() {
    Random random = new Random(4);
    double[][] wins = new double[ITEMS][ITEMS];
    for (int i = 0; i < ITEMS; i++) {
      for (int j = 0; j < ITEMS; j++) {
        wins[i][j] = i == j ? 0 : 0.25 + random.nextInt(6);
      }
    }
    wins[0][4] = 0;
    wins[4][0] = 0;
    return wins;
  }

  private static double[] moved(
      ScoreMethod method, boolean shares, int winner, int loser, double by) {
    double[][] wins = wins();
    double all = wins[winner][loser] + wins[loser][winner];
    wins[winner][loser] += shares ? by * all : by;
    wins[loser][winner] -= shares ? by * all : 0;
    return slopes(method, wins).scores();
  }

  private static double[] told(Slopes slopes, int winner, int loser) {
    SparseRow row = new SparseRow(slopes.rows());
    slopes.move().add(winner, loser, 1, row);
    double[][] spread = slopes.spread();
    if (spread == null) {
      return row.value;
    }
    double[] told = new double[ITEMS];
    for (int at = 0; at < slopes.rows(); at++) {
      for (int item = 0; item < ITEMS; item++) {
        told[item] += row.value[at] * spread[at][item];
      }
    }
    return told;
  }

  private static Slopes slopes(ScoreMethod method, double[][] wins) {
    return switch (method) {
      case COUNTING -> Counting.slopes(wins);
      case AVERAGE_WIN_RATE -> AverageWinRate.slopes(wins);
      case EIGENVECTOR -> Eigenvector.slopes(wins);
      case PAGE_RANK -> PageRank.slopes(wins, PageRank.DAMPING);
      case RANK_CENTRALITY -> RankCentrality.slopes(wins);
      case RANKED_PAIRS -> throw new IllegalArgumentException();
    };
  }
}
