package dev.agon.ranking.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.agon.preference.Outcome;
import dev.agon.preference.PairCounts;
import dev.agon.preference.VoteTable;
import dev.agon.ranking.BothBad;
import dev.agon.ranking.board.ScoreBoard;
import dev.agon.ranking.interval.NoInterval;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Scores of small tables: Evalica's food example, and textbook elections. */
class ScoreMethodTest {
  /** Pizza, sushi, burger, pasta and tacos as 0 to 4. */
  private static final VoteTable FOOD =
      votes(
          "01< 23> 40< 14> 20< 31> 42< 03= 12> 34< 21> 40< 13= 24< 02> 34> 21> 43< 04> 12< 30>"
              + " 21> 43< 01< 12> 34> 40< 23> 14< 02>");

  @Test
  @DisplayName("counting and the average win rate equal the golden figures")
  void counting() {
    PairCounts food = PairCounts.of(FOOD);

    assertThat(ScoreMethod.COUNTING.scores(food, BothBad.TIE)).containsExactly(3.5, 6.5, 6, 4, 10);
    assertThat(ScoreMethod.AVERAGE_WIN_RATE.scores(food, BothBad.TIE))
        .containsExactly(
            new double[] {0.4375, 0.47916666666666663, 0.4583333333333333, 0.425, 0.7},
            within(1e-15));
  }

  @Test
  @DisplayName("PageRank equals the golden figures")
  void pageRank() {
    assertThat(ScoreMethod.PAGE_RANK.scores(PairCounts.of(FOOD), BothBad.TIE))
        .containsExactly(
            new double[] {
              0.1345631631091987,
              0.23463579407142765,
              0.2159713286021889,
              0.17590243568686764,
              0.2389272785303169
            },
            within(1e-14));
  }

  @Test
  @DisplayName("the eigenvector of defeats equals the golden figures, which rank losers high")
  void eigenvector() {
    PairCounts reversed = new PairCounts();
    for (int row = 0; row < FOOD.rows(); row++) {
      Outcome outcome = Outcome.of(FOOD.outcomeCode(row));
      reversed.add(FOOD.first(row), FOOD.second(row), outcome.swapped(), 1);
    }

    assertThat(ScoreMethod.EIGENVECTOR.scores(reversed, BothBad.TIE))
        .containsExactly(
            new double[] {
              0.5053087904169826,
              0.4548697924168706,
              0.5285337049443669,
              0.43994838306559647,
              0.2546645661447762
            },
            within(1e-12));
    double[] scores = ScoreMethod.EIGENVECTOR.scores(PairCounts.of(FOOD), BothBad.TIE);
    assertThat(scores[4]).isGreaterThan(scores[0]);
  }

  @Test
  @DisplayName("rank centrality equals an eigenvalue solver's stationary distribution to 1e-9")
  void rankCentrality() {
    assertThat(ScoreMethod.RANK_CENTRALITY.scores(PairCounts.of(FOOD), BothBad.TIE))
        .containsExactly(
            new double[] {
              -0.33889192607754914,
              0.03188125669110686,
              -0.07194472120421369,
              -0.27292244296557855,
              0.6518778335562343
            },
            within(1e-9));
  }

  @Test
  @DisplayName("rank centrality does not exist where an item only wins")
  void noRankCentrality() {
    double[] scores =
        ScoreMethod.RANK_CENTRALITY.scores(PairCounts.of(votes("01< 12< 21<")), BothBad.TIE);

    assertThat(scores).containsOnly(Double.NaN);
  }

  @Test
  @DisplayName("ranked pairs settle the election of Tennessee's capital and leave out a circle")
  void rankedPairs() {
    // Memphis, Nashville, Chattanooga, Knoxville: 42, 26, 15 and 17 voters near each
    PairCounts tennessee = new PairCounts();
    int[][] preferred = {{0, 1, 42}, {0, 2, 42}, {0, 3, 42}, {1, 2, 68}, {1, 3, 68}, {2, 3, 83}};
    for (int[] pair : preferred) {
      tennessee.add(pair[0], pair[1], Outcome.FIRST, pair[2]);
      tennessee.add(pair[0], pair[1], Outcome.SECOND, 100 - pair[2]);
    }
    PairCounts circle = new PairCounts();
    circle.add(0, 1, Outcome.FIRST, 7);
    circle.add(1, 2, Outcome.FIRST, 6);
    circle.add(2, 0, Outcome.FIRST, 5);

    assertThat(ScoreMethod.RANKED_PAIRS.scores(tennessee, BothBad.TIE)).containsExactly(0, 3, 2, 1);
    assertThat(ScoreMethod.RANKED_PAIRS.scores(circle, BothBad.TIE)).containsExactly(2, 1, 0);
  }

  @ParameterizedTest
  @DisplayName("a board has each item within its own interval, the same every time")
  @EnumSource(ScoreMethod.class)
  void board(ScoreMethod method) {
    ScoreBoard board = method.board(FOOD, BothBad.TIE);

    assertThat(board.items().getFirst().item()).isEqualTo(4);
    assertThat(board.items())
        .allMatch(
            item ->
                board.noInterval() == NoInterval.LEAPS
                    || (item.low() < item.score() && item.score() < item.high()))
        .allMatch(item -> item.rankLow() <= item.rankHigh());
    assertThat(method.board(FOOD, BothBad.TIE).items()).isEqualTo(board.items());
    assertThat(board.noInterval() == NoInterval.LEAPS)
        .isEqualTo(method == ScoreMethod.RANKED_PAIRS);
  }

  @Test
  @DisplayName("labels are known, others refused")
  void labels() {
    assertThat(ScoreMethod.of("pagerank")).isEqualTo(ScoreMethod.PAGE_RANK);
    assertThatThrownBy(() -> ScoreMethod.of("fame")).hasMessage("no score is called fame");
  }

  /** Two items and who won: the one to the left, to the right, or neither. */
  private static VoteTable votes(String text) {
    VoteTable table = new VoteTable(40);
    for (String vote : text.split(" ", -1)) {
      Outcome outcome =
          switch (vote.charAt(2)) {
            case '<' -> Outcome.FIRST;
            case '>' -> Outcome.SECOND;
            default -> Outcome.TIE;
          };
      table.add(
          vote.charAt(0) - '0', vote.charAt(1) - '0', outcome, 1, VoteTable.NONE, VoteTable.NONE);
    }
    return table;
  }
}
