package dev.agon.ranking.listwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.agon.preference.Outcome;
import dev.agon.preference.VoteTable;
import dev.agon.question.PairWeights;
import dev.agon.ranking.Clustering;
import dev.agon.ranking.Method;
import dev.agon.ranking.RatingScale;
import dev.agon.ranking.board.Leaderboard;
import dev.agon.ranking.board.RankingState;
import dev.agon.ranking.board.Scored;
import dev.agon.ranking.fit.Fit;
import dev.agon.ranking.fit.FitOptions;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BallotsTest {
  @Test
  @DisplayName("full rankings and choices of the best are read back; ties and gaps are left out")
  void read() {
    VoteTable table = new VoteTable(16);
    // 2 > 0 > 1.
    table.add(0, 1, Outcome.FIRST, 0.6, 4, 0);
    table.add(0, 2, Outcome.SECOND, 0.6, 4, 0);
    table.add(1, 2, Outcome.SECOND, 0.6, 4, 0);
    // 1 is the best of three.
    table.add(1, 0, Outcome.FIRST, 0.6, 5, 1);
    table.add(1, 2, Outcome.FIRST, 0.6, 5, 1);
    // A tie.
    table.add(0, 1, Outcome.TIE, 1, 6, 2);
    // Two pairs of three that are not of one best.
    table.add(0, 1, Outcome.FIRST, 1, 6, 3);
    table.add(1, 2, Outcome.FIRST, 1, 6, 3);
    // A circle.
    table.add(0, 1, Outcome.FIRST, 1, 7, 4);
    table.add(1, 2, Outcome.FIRST, 1, 7, 4);
    table.add(2, 0, Outcome.FIRST, 1, 7, 4);

    Ballots ballots = Ballots.of(table, new int[] {1, 1, 1, 2, 2, 3, 4, 4, 5, 5, 5});

    assertThat(ballots.rankings()).hasSize(2);
    assertThat(ballots.rankings().get(0).placed()).containsExactly(2, 0, 1);
    assertThat(ballots.rankings().get(0).annotator()).isEqualTo(4);
    assertThat(ballots.rankings().get(1).placed()).containsExactly(1);
    assertThat(ballots.rankings().get(1).others()).containsExactlyInAnyOrder(0, 2);
    assertThat(ballots.leftOut()).isEqualTo(3);
  }

  @Test
  @DisplayName("a ranking counts once whatever its length, and less by its votes' own weight only")
  void weights() {
    VoteTable table = new VoteTable(8);
    double three = PairWeights.ofRanking(3);
    table.add(0, 1, Outcome.FIRST, three, 0, 0);
    table.add(0, 2, Outcome.FIRST, three, 0, 0);
    table.add(1, 2, Outcome.FIRST, three, 0, 0);
    table.add(1, 0, Outcome.FIRST, PairWeights.ofBest(3), 1, 1);
    table.add(1, 2, Outcome.FIRST, PairWeights.ofBest(3), 1, 1);
    table.add(0, 1, Outcome.FIRST, 0.5, 2, 2);

    assertThat(Ballots.of(table, new int[] {0, 0, 0, 1, 1, 2}).rankings())
        .extracting(Ranking::weight)
        .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-6 ? 0 : Double.compare(a, b))
        .containsExactly(1.0, 1.0, 0.5);

    table.add(2, 1, Outcome.FIRST, 0.5, 3, 3);
    table.add(2, 0, Outcome.FIRST, 0.4, 3, 3);
    assertThatThrownBy(() -> Ballots.of(table, new int[] {0, 0, 0, 1, 1, 2, 3, 3}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unequal weights");
  }

  @Test
  @DisplayName("of single votes without ties it is Bradley and Terry's model")
  void pairs() {
    Random random = new Random(3);
    VoteTable table = new VoteTable(300);
    RankingState state = new RankingState();
    int[] ballot = new int[300];
    for (int row = 0; row < 300; row++) {
      int first = random.nextInt(4);
      int second = (first + 1 + random.nextInt(3)) % 4;
      Outcome outcome = random.nextInt(5) > first ? Outcome.FIRST : Outcome.SECOND;
      ballot[row] = row;
      table.add(first, second, outcome, 1, row % 20, row);
      state.add(row % 20, row, first, second, outcome, 1);
    }
    Fit fit = state.fit(FitOptions.of(Method.BRADLEY_TERRY));
    Leaderboard board =
        state.leaderboard(fit, state.uncertainty(fit, Clustering.ANNOTATOR), RatingScale.ARENA);

    for (Scored scored : Ballots.of(table, ballot).board().items()) {
      assertThat(scored.score())
          .isCloseTo(RatingScale.ARENA.rating(fit.logStrength(scored.item())), within(1e-6));
    }
    assertThat(Ballots.of(table, ballot).board().items().getFirst().item())
        .isEqualTo(board.standings().getFirst().item());
  }
}
