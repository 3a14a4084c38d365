package dev.agon.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.agon.preference.Outcome;
import dev.agon.preference.PairCounts;
import dev.agon.ranking.board.Leaderboard;
import dev.agon.ranking.board.RankingState;
import dev.agon.ranking.board.Standing;
import dev.agon.ranking.fit.Fit;
import dev.agon.ranking.fit.FitOptions;
import dev.agon.ranking.interval.Sandwich;
import dev.agon.ranking.interval.Uncertainty;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DegenerateVotesTest {
  private final PairCounts counts = new PairCounts();

  @ParameterizedTest
  @DisplayName("no items give an empty board")
  @EnumSource(Method.class)
  void nothing(Method method) {
    Leaderboard board = Votes.board(counts, method);

    assertThat(board.standings()).isEmpty();
    assertThat(board.votes()).isZero();
    assertThat(board.tieRate()).isZero();
    assertThat(board.logLikelihood()).isZero();
  }

  @ParameterizedTest
  @DisplayName("items without votes stand at the mean with the prior's interval, every rank open")
  @EnumSource(Method.class)
  void noVotes(Method method) {
    counts.ensureItems(3);

    Leaderboard board = Votes.board(counts, method);

    assertThat(board.standings())
        .hasSize(3)
        .allSatisfy(
            standing -> {
              assertThat(standing.rating()).isEqualTo(1000);
              assertThat(standing.se()).isCloseTo(2 * 173.7178, within(1e-3));
              assertThat(standing.rankLow()).isEqualTo(1);
              assertThat(standing.rankHigh()).isEqualTo(3);
            });
  }

  @ParameterizedTest
  @DisplayName("an item without votes stands last and changes no other's figures")
  @EnumSource(Method.class)
  void oneWithoutVotes(Method method) {
    Leaderboard without = Votes.board(Classics.pudding(), method);
    PairCounts pudding = Classics.pudding();
    pudding.ensureItems(7);

    Leaderboard with = Votes.board(pudding, method);

    assertThat(with.standings().subList(0, 6)).isEqualTo(without.standings());
    assertThat(with.standings().getLast().item()).isEqualTo(6);
    assertThat(with.prior()).isNull();
  }

  @ParameterizedTest
  @DisplayName("only ties put all items level, with intervals that are not zero")
  @EnumSource(Method.class)
  void onlyTies(Method method) {
    Classics.add(counts, 0, 1, Outcome.TIE, 6);
    Classics.add(counts, 1, 2, Outcome.TIE, 6);

    Leaderboard board = Votes.board(counts, method);

    finite(board);
    assertThat(board.standings())
        .allSatisfy(
            standing -> {
              assertThat(standing.logStrength()).isCloseTo(0, within(1e-12));
              assertThat(standing.se()).isGreaterThan(10);
              assertThat(standing.rankLow()).isEqualTo(1);
              assertThat(standing.rankHigh()).isEqualTo(3);
            });
    assertThat(board.tieRate()).isEqualTo(1);
    assertThat(board.prior() == null).isEqualTo(method == Method.BRADLEY_TERRY);
  }

  @ParameterizedTest
  @DisplayName("an item that only wins gets a finite rating and a wide interval from a prior")
  @EnumSource(Method.class)
  void onlyWins(Method method) {
    Classics.add(counts, 0, 1, Outcome.FIRST, 5);
    Classics.add(counts, 1, 2, Outcome.FIRST, 5);
    Classics.add(counts, 1, 2, Outcome.SECOND, 5);
    Classics.add(counts, 1, 2, Outcome.TIE, 5);

    Leaderboard board = Votes.board(counts, method);

    finite(board);
    assertThat(board.prior()).isEqualTo(new Prior(Prior.WEAK, Prior.Reason.UNDETERMINED));
    Standing best = board.standings().getFirst();
    assertThat(best.item()).isZero();
    assertThat(best.rating()).isBetween(1050.0, 1500.0);
    assertThat(best.se()).isGreaterThan(80);
  }

  @ParameterizedTest
  @DisplayName("items that never met are in groups of their own and ranked within them")
  @EnumSource(Method.class)
  void groups(Method method) {
    Classics.add(counts, 0, 1, Outcome.FIRST, 60);
    Classics.add(counts, 0, 1, Outcome.SECOND, 20);
    Classics.add(counts, 2, 3, Outcome.FIRST, 60);
    Classics.add(counts, 2, 3, Outcome.SECOND, 20);
    Classics.add(counts, 3, 4, Outcome.FIRST, 60);
    Classics.add(counts, 3, 4, Outcome.SECOND, 20);

    Leaderboard board = Votes.board(counts, method);

    assertThat(board.groups().items()).containsExactly(List.of(2, 3, 4), List.of(0, 1));
    assertThat(board.standings()).extracting(Standing::item).containsExactly(2, 3, 4, 0, 1);
    assertThat(board.standings()).extracting(Standing::group).containsExactly(0, 0, 0, 1, 1);
    assertThat(board.standings()).extracting(Standing::rankLow).containsExactly(1, 2, 3, 1, 2);
    assertThat(board.standings()).extracting(Standing::rankHigh).containsExactly(1, 2, 3, 1, 2);
    assertThat(board.onesided().winners()).isEmpty();
  }

  @Test
  @DisplayName("the items that won or lost every vote are told")
  void onesided() {
    Classics.add(counts, 0, 1, Outcome.FIRST, 20);
    Classics.add(counts, 2, 1, Outcome.TIE, 2);
    Classics.add(counts, 3, 2, Outcome.SECOND, 2);

    Leaderboard board = Votes.board(counts, Method.BRADLEY_TERRY);

    assertThat(board.onesided()).isEqualTo(new OneSided(List.of(0), List.of(3)));
    assertThat(board.groups().size()).isEqualTo(1);
  }

  @Test
  @DisplayName("both-bad votes that count as ties are among the ties of the header")
  void bothBadTies() {
    Classics.add(counts, 0, 1, Outcome.BOTH_BAD, 2);
    Classics.add(counts, 1, 2, Outcome.TIE, 1);
    Classics.add(counts, 0, 2, Outcome.FIRST, 1);

    assertThat(Votes.board(counts, Method.DAVIDSON).tieRate()).isEqualTo(.75);
  }

  @ParameterizedTest
  @DisplayName("a single vote already makes a board")
  @EnumSource(Method.class)
  void singleVote(Method method) {
    for (Outcome outcome : Outcome.values()) {
      PairCounts single = new PairCounts();
      single.add(0, 1, outcome, 1);
      Leaderboard board = Votes.board(single, method);
      finite(board);
      assertThat(board.standings())
          .allSatisfy(standing -> assertThat(standing.rankHigh()).isEqualTo(2))
          .allSatisfy(standing -> assertThat(standing.se()).isGreaterThan(50));
    }
  }

  @ParameterizedTest
  @DisplayName("two groups never compared with each other keep wide intervals between them")
  @EnumSource(Method.class)
  void disconnected(Method method) {
    for (int base : List.of(0, 2)) {
      Classics.add(counts, base, base + 1, Outcome.FIRST, 300);
      Classics.add(counts, base, base + 1, Outcome.SECOND, 200);
      Classics.add(counts, base, base + 1, Outcome.TIE, 100);
    }

    Fit fit = Fit.of(counts, FitOptions.of(method), null);
    Uncertainty uncertainty = Sandwich.plain(counts, fit);

    assertThat(fit.prior()).isNotNull();
    assertThat(uncertainty.differenceVariance(0, 1)).isLessThan(0.05);
    assertThat(uncertainty.differenceVariance(0, 2)).isGreaterThan(3);
    finite(Votes.board(counts, method));
  }

  @Test
  @DisplayName("wins without a cycle, beside ties, leave Davidson's nu without a bound: a prior")
  void unboundedNu() {
    Classics.add(counts, 0, 1, Outcome.FIRST, 5);
    Classics.add(counts, 0, 1, Outcome.TIE, 5);

    Fit fit = Fit.of(counts, FitOptions.of(Method.DAVIDSON), null);

    assertThat(fit.prior()).isNotNull();
    assertThat(fit.converged()).isTrue();
    assertThat(fit.nu()).isBetween(0.1, 100.0);
    assertThat(Fit.of(counts, FitOptions.of(Method.BRADLEY_TERRY), null).prior()).isNull();
  }

  @Test
  @DisplayName("a chain of wins with ties across more than one step determines Davidson's nu")
  void boundedNu() {
    counts.add(0, 1, Outcome.FIRST, 1);
    counts.add(1, 2, Outcome.FIRST, 1);
    counts.add(0, 2, Outcome.TIE, 1);

    Fit fit = Fit.of(counts, FitOptions.of(Method.DAVIDSON), null);

    assertThat(fit.prior()).isNull();
    assertThat(fit.converged()).isTrue();
    assertThat(fit.nu()).isLessThan(100);
    finite(Votes.board(counts, Method.DAVIDSON));
  }

  @ParameterizedTest
  @DisplayName("one annotator, or one comparison, gives no narrower interval than plain")
  @EnumSource(Method.class)
  void oneCluster(Method method) {
    RankingState state = new RankingState();
    for (int i = 0; i < 60; i++) {
      state.add(7, 9, i % 3, (i + 1) % 3, Outcome.of(1 + i % 4), 1);
    }
    FitOptions options = FitOptions.of(method);
    Leaderboard plain = state.leaderboard(options, Clustering.NONE, RatingScale.ARENA);
    for (Clustering clustering : Clustering.values()) {
      Leaderboard board = state.leaderboard(options, clustering, RatingScale.ARENA);
      finite(board);
      for (int rank = 0; rank < 3; rank++) {
        assertThat(board.standings().get(rank).se())
            .isGreaterThanOrEqualTo(plain.standings().get(rank).se() - 1e-9);
      }
    }
  }

  private static void finite(Leaderboard board) {
    assertThat(board.converged()).isTrue();
    assertThat(board.logLikelihood()).isFinite().isNotPositive();
    assertThat(board.nu()).isFinite();
    assertThat(board.standings())
        .allSatisfy(
            standing -> {
              assertThat(standing.rating()).isFinite();
              assertThat(standing.se()).isFinite().isNotNegative();
              assertThat(standing.low()).isLessThanOrEqualTo(standing.high());
              assertThat(standing.rankLow()).isLessThanOrEqualTo(standing.rankHigh());
            });
  }
}
