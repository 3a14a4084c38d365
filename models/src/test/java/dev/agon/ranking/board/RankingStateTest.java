package dev.agon.ranking.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.agon.preference.Outcome;
import dev.agon.preference.PairCounts;
import dev.agon.preference.VoteTable;
import dev.agon.ranking.BothBad;
import dev.agon.ranking.Clustering;
import dev.agon.ranking.Method;
import dev.agon.ranking.RatingScale;
import dev.agon.ranking.Votes;
import dev.agon.ranking.fit.Fit;
import dev.agon.ranking.fit.FitOptions;
import dev.agon.ranking.interval.Clusters;
import dev.agon.ranking.interval.Sandwich;
import dev.agon.ranking.interval.Uncertainty;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RankingStateTest {
  private final VoteTable table = Votes.simulated(1500, 8, 12, 21, false);

  @ParameterizedTest
  @DisplayName("votes that were added and removed again leave no trace on the board")
  @EnumSource(Clustering.class)
  void removed(Clustering clustering) {
    VoteTable others = Votes.simulated(700, 8, 40, 22, false);
    RankingState never = Votes.state(table);
    RankingState state = new RankingState();
    for (int row = 0; row < table.rows(); row++) {
      Votes.add(state, table, row);
      if (row < others.rows()) {
        Votes.add(state, others, row);
      }
    }
    assertThat(state.annotators()).isEqualTo(40);
    for (int row = others.rows() - 1; row >= 0; row--) {
      Votes.remove(state, others, row);
    }

    assertThat(state.annotators()).isEqualTo(never.annotators());
    assertThat(state.comparisons()).isEqualTo(never.comparisons());
    for (Method method : Method.values()) {
      close(
          never.leaderboard(FitOptions.of(method), clustering, RatingScale.ARENA),
          state.leaderboard(FitOptions.of(method), clustering, RatingScale.ARENA));
    }
    samePairs(never.counts(), state.counts());
  }

  @Test
  @DisplayName("a cold fit after adding and removing is the same to the last bit")
  void exact() {
    RankingState never = Votes.state(table);
    RankingState state = new RankingState();
    state.add(1, 2, 7, 3, Outcome.TIE, 1);
    for (int row = 0; row < table.rows(); row++) {
      Votes.add(state, table, row);
    }
    state.remove(1, 2, 7, 3, Outcome.TIE, 1);

    Fit expected = never.fit(FitOptions.of(Method.DAVIDSON));
    Fit fit = state.fit(FitOptions.of(Method.DAVIDSON));

    assertThat(fit.nu()).isEqualTo(expected.nu());
    assertThat(fit.logLikelihood()).isEqualTo(expected.logLikelihood());
    for (int item = 0; item < 8; item++) {
      assertThat(fit.logStrength(item)).isEqualTo(expected.logStrength(item));
    }
  }

  @ParameterizedTest
  @DisplayName("the live state gives the same board as the table of its votes")
  @EnumSource(Method.class)
  void likeTable(Method method) {
    PairCounts counts = PairCounts.of(table);
    Fit fit = Fit.of(counts, FitOptions.of(method), null);
    Uncertainty twoWay =
        Sandwich.twoWay(
            counts,
            fit,
            Clusters.byAnnotator(table, counts),
            Clusters.byComparison(table, counts),
            null);

    Leaderboard expected = Leaderboard.of(counts, fit, twoWay, RatingScale.ARENA);
    Leaderboard board =
        Votes.state(table)
            .leaderboard(FitOptions.of(method), Clustering.TWO_WAY, RatingScale.ARENA);

    close(expected, board);
    assertThat(board.annotators()).isEqualTo(12);
    assertThat(board.standings()).allSatisfy(s -> assertThat(s.annotators()).isEqualTo(12));
  }

  @Test
  @DisplayName("a vote that is not there cannot be removed, and nothing changes")
  void unknown() {
    RankingState state = new RankingState();
    state.add(5, 6, 0, 1, Outcome.FIRST, 1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> state.remove(4, 6, 0, 1, Outcome.FIRST, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> state.remove(5, 7, 0, 1, Outcome.FIRST, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> state.remove(5, 6, 0, 2, Outcome.FIRST, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> state.remove(5, 6, 1, 0, Outcome.FIRST, 1));
    assertThat(state.counts().votes()).isEqualTo(1);
    state.remove(5, 6, 1, 0, Outcome.SECOND, 1);
    assertThat(state.counts().votes()).isZero();
    assertThat(state.annotators()).isZero();
  }

  @Test
  @DisplayName("older intervals still serve a newer fit, new items having the prior's")
  void olderIntervals() {
    RankingState state = Votes.state(table);
    FitOptions options = FitOptions.of(Method.BRADLEY_TERRY);
    Uncertainty older = state.uncertainty(state.fit(options), Clustering.TWO_WAY);
    state.add(1, 1, 0, 8, Outcome.FIRST, 1);
    state.add(1, 1, 0, 8, Outcome.SECOND, 1);

    Leaderboard board = state.leaderboard(state.fit(options), older, RatingScale.ARENA);

    assertThat(board.standings()).hasSize(9);
    Standing added =
        board.standings().stream().filter(s -> s.item() == 8).findFirst().orElseThrow();
    assertThat(added.votes()).isEqualTo(2);
    assertThat(added.se()).isCloseTo(2 * RatingScale.ARENA.pointsPerUnit(), within(1e-9));
  }

  @Test
  @DisplayName("a board counts votes, wins, losses, ties and both-bad of each item")
  void counts() {
    RankingState state = new RankingState();
    state.add(1, 1, 0, 1, Outcome.FIRST, 3);
    state.add(2, 1, 1, 0, Outcome.FIRST, 1);
    state.add(3, 1, 0, 1, Outcome.TIE, 1);
    state.add(3, 2, 0, 1, Outcome.BOTH_BAD, 1);

    Leaderboard ties =
        state.leaderboard(FitOptions.of(Method.DAVIDSON), Clustering.TWO_WAY, RatingScale.ARENA);
    FitOptions drop = new FitOptions(Method.DAVIDSON, BothBad.DROP, 0);
    Leaderboard dropped = state.leaderboard(drop, Clustering.TWO_WAY, RatingScale.ARENA);

    Standing first = ties.standings().getFirst();
    assertThat(first.item()).isZero();
    assertThat(first.votes()).isEqualTo(4);
    assertThat(first.wins()).isEqualTo(1);
    assertThat(first.losses()).isEqualTo(1);
    assertThat(first.ties()).isEqualTo(1);
    assertThat(first.bothBad()).isEqualTo(1);
    assertThat(first.annotators()).isEqualTo(3);
    assertThat(ties.votes()).isEqualTo(4);
    assertThat(ties.tieRate()).isEqualTo(0.5);
    assertThat(ties.comparisons()).isEqualTo(2);
    assertThat(dropped.votes()).isEqualTo(3);
    assertThat(dropped.bothBadVotes()).isEqualTo(1);
    assertThat(dropped.comparisons()).isEqualTo(1);
  }

  private static void samePairs(PairCounts expected, PairCounts actual) {
    assertThat(actual.votes()).isEqualTo(expected.votes());
    for (int pair = 0; pair < expected.pairs(); pair++) {
      int same = actual.pair(expected.lower(pair), expected.upper(pair));
      for (Outcome outcome : Outcome.values()) {
        assertThat(actual.count(same, outcome)).isEqualTo(expected.count(pair, outcome));
        assertThat(actual.weight(same, outcome)).isEqualTo(expected.weight(pair, outcome));
      }
    }
  }

  private static void close(Leaderboard expected, Leaderboard actual) {
    assertThat(actual.standings()).hasSameSizeAs(expected.standings());
    assertThat(actual.nu()).isCloseTo(expected.nu(), within(1e-10));
    for (int rank = 0; rank < expected.standings().size(); rank++) {
      Standing one = expected.standings().get(rank);
      Standing other = actual.standings().get(rank);
      assertThat(other.item()).isEqualTo(one.item());
      assertThat(other.rating()).isCloseTo(one.rating(), within(1e-8));
      assertThat(other.se()).isCloseTo(one.se(), within(1e-8));
      assertThat(other.rankLow()).isEqualTo(one.rankLow());
      assertThat(other.rankHigh()).isEqualTo(one.rankHigh());
      assertThat(other.votes()).isEqualTo(one.votes());
    }
  }
}
