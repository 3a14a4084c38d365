package dev.agon.ranking.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.agon.preference.Outcome;
import dev.agon.preference.PairCounts;
import dev.agon.preference.VoteTable;
import dev.agon.ranking.Anchor;
import dev.agon.ranking.BothBad;
import dev.agon.ranking.Classics;
import dev.agon.ranking.Clustering;
import dev.agon.ranking.Method;
import dev.agon.ranking.RatingScale;
import dev.agon.ranking.Votes;
import dev.agon.ranking.board.Fragility;
import dev.agon.ranking.board.Leaderboard;
import dev.agon.ranking.board.Standing;
import dev.agon.ranking.board.Status;
import dev.agon.ranking.fit.BradleyTerry;
import dev.agon.ranking.fit.Fit;
import dev.agon.ranking.fit.FitOptions;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class UncertaintyMethodsTest {
  @Test
  @DisplayName("Fisher's errors of baseball's abilities against Baltimore are the published ones")
  void fisher() {
    PairCounts counts = Classics.baseball();
    Fit fit = BradleyTerry.fit(counts, BothBad.TIE, 0, null);
    Uncertainty uncertainty = Sandwich.fisher(counts, fit);

    // Agresti 2002, table 10.12: 1.581 (.343) for Milwaukee, 1.436 (.340) for Detroit
    assertThat(Math.sqrt(uncertainty.differenceVariance(0, 6))).isCloseTo(.343, within(5e-4));
    assertThat(Math.sqrt(uncertainty.differenceVariance(1, 6))).isCloseTo(.340, within(5e-4));
    Difference difference = Difference.of(fit, uncertainty, RatingScale.ARENA, 0, 6);
    assertThat(difference.sure()).isTrue();
    assertThat(difference.points()).isCloseTo(1.5814 * 173.7178, within(.01));
  }

  @Test
  @DisplayName("bootstraps of votes and of annotators agree with the sandwich, seed by seed alike")
  void bootstrap() {
    VoteTable table = Votes.simulated(4000, 6, 60, 5, false);
    PairCounts counts = PairCounts.of(table);
    Fit fit = Fit.of(counts, FitOptions.of(Method.DAVIDSON), null);
    Clusters annotators = Clusters.byAnnotator(table, counts);

    Draws votes = Bootstrap.ofVotes(counts, fit, 800, 1);
    Draws clusters = Bootstrap.ofClusters(counts, fit, annotators, 800, 1);

    Uncertainty plain = Sandwich.plain(counts, fit);
    Uncertainty clustered = Sandwich.byAnnotator(counts, fit, annotators);
    for (int item = 0; item < 6; item++) {
      assertThat(votes.se(item))
          .isCloseTo(Math.sqrt(plain.variance(item)), Percentage.withPercentage(12));
      assertThat(clusters.se(item))
          .isCloseTo(Math.sqrt(clustered.variance(item)), Percentage.withPercentage(12));
    }
    assertThat(Bootstrap.ofVotes(counts, fit, 5, 9).se(0))
        .isEqualTo(Bootstrap.ofVotes(counts, fit, 5, 9).se(0));
    Uncertainty drawn = Bootstrap.uncertainty(counts, fit, votes, Clustering.NONE, null);
    assertThat(Math.sqrt(drawn.variance(2))).isCloseTo(votes.se(2), Percentage.withPercentage(2));
  }

  @Test
  @DisplayName("fewer annotators than items are too few: the board says so and settles nothing")
  void tooFew() {
    VoteTable table = Votes.simulated(4000, 12, 8, 5, false);
    PairCounts counts = PairCounts.of(table);
    Fit fit = Fit.of(counts, FitOptions.of(Method.BRADLEY_TERRY), null);
    Uncertainty few = Sandwich.byAnnotator(counts, fit, Clusters.byAnnotator(table, counts));
    Uncertainty plain = Sandwich.plain(counts, fit);

    Leaderboard board = Leaderboard.of(counts, fit, few, RatingScale.ARENA);

    assertThat(board.tooFewAnnotators()).isTrue();
    assertThat(board.quantile()).isCloseTo(2.364624, within(5e-7));
    assertThat(board.standings()).allMatch(item -> item.status() == Status.PRELIMINARY);
    for (int item = 0; item < 12; item++) {
      assertThat(few.variance(item)).isGreaterThanOrEqualTo(plain.variance(item));
    }
    assertThat(Leaderboard.of(counts, fit, plain, RatingScale.ARENA).tooFewAnnotators()).isFalse();
  }

  @Test
  @DisplayName("five annotators of four items are too few as well, eight of them are not")
  void fewForFew() {
    assertThat(byAnnotators(5).tooFewAnnotators()).isTrue();
    assertThat(byAnnotators(5).standings()).allMatch(s -> s.status() == Status.PRELIMINARY);
    assertThat(byAnnotators(8).tooFewAnnotators()).isFalse();
    assertThat(byAnnotators(8).doubt()).isNull();
  }

  @Test
  @DisplayName("one annotator's votes leave every rank open, and the board says why")
  void oneAnnotator() {
    Leaderboard board = byAnnotators(1);

    assertThat(board.doubt()).isEqualTo(NoInterval.ONE_ANNOTATOR);
    assertThat(board.standings()).allMatch(s -> s.rankLow() == 1 && s.rankHigh() == 4);
    assertThat(board.standings()).allMatch(s -> s.status() == Status.PRELIMINARY);
  }

  private static Leaderboard byAnnotators(int annotators) {
    VoteTable table = Votes.simulated(4000, 4, annotators, 5, false);
    PairCounts counts = PairCounts.of(table);
    Fit fit = Fit.of(counts, FitOptions.of(Method.BRADLEY_TERRY), null);
    Uncertainty uncertainty =
        Sandwich.byAnnotator(counts, fit, Clusters.byAnnotator(table, counts));
    return Leaderboard.of(counts, fit, uncertainty, RatingScale.ARENA);
  }

  @Test
  @DisplayName("a bootstrap of votes that an item never won is as wide as the sandwich")
  void winless() {
    VoteTable table = new VoteTable(60);
    for (int vote = 0; vote < 60; vote++) {
      int first = vote % 3;
      int second = (first + 1) % 3;
      boolean lower = first == 2 || (second != 2 && vote % 2 == 0);
      table.add(first, second, lower ? Outcome.SECOND : Outcome.FIRST, 1, VoteTable.NONE, vote);
    }
    PairCounts counts = PairCounts.of(table);
    Fit fit = Fit.of(counts, FitOptions.of(Method.BRADLEY_TERRY), null);
    assertThat(fit.prior()).isNotNull();

    Uncertainty drawn =
        Bootstrap.uncertainty(
            counts, fit, Bootstrap.ofVotes(counts, fit, 200, 1), Clustering.NONE, null);

    Uncertainty plain = Sandwich.plain(counts, fit);
    assertThat(drawn.variance(2)).isGreaterThan(.8 * plain.variance(2));
    assertThat(Leaderboard.of(counts, fit, drawn, RatingScale.ARENA).standings().getLast().status())
        .isEqualTo(Status.PRELIMINARY);
  }

  @Test
  @DisplayName("a bootstrap of few annotators takes Student's t and what few clusters lack")
  void fewDrawn() {
    VoteTable table = Votes.simulated(4000, 4, 6, 5, false);
    PairCounts counts = PairCounts.of(table);
    Fit fit = Fit.of(counts, FitOptions.of(Method.BRADLEY_TERRY), null);
    Clusters annotators = Clusters.byAnnotator(table, counts);
    Draws draws = Bootstrap.ofClusters(counts, fit, annotators, 100, 1);

    Uncertainty drawn = Bootstrap.uncertainty(counts, fit, draws, Clustering.ANNOTATOR, annotators);

    assertThat(drawn.quantile()).isCloseTo(2.570582, within(5e-7));
    double centred = draws.se(0) * draws.se(0);
    assertThat(drawn.variance(0)).isGreaterThanOrEqualTo(1.15 * centred);
  }

  @Test
  @DisplayName("status goes by the width of the interval")
  void status() {
    assertThat(Status.of(20 / RatingScale.ARENA.pointsPerUnit())).isEqualTo(Status.ESTABLISHED);
    assertThat(Status.of(50 / RatingScale.ARENA.pointsPerUnit())).isEqualTo(Status.USABLE);
    assertThat(Status.of(61 / RatingScale.ARENA.pointsPerUnit())).isEqualTo(Status.PRELIMINARY);
  }

  @Test
  @DisplayName("an anchor fixes one rating and leaves differences and ranks as they are")
  void anchor() {
    VoteTable table = Votes.simulated(900, 5, 40, 6, false);
    PairCounts counts = PairCounts.of(table);
    Fit fit = Fit.of(counts, FitOptions.of(Method.BRADLEY_TERRY), null);
    Uncertainty plain = Sandwich.plain(counts, fit);

    Leaderboard free = Leaderboard.of(counts, fit, plain, RatingScale.ARENA);
    Leaderboard held = Leaderboard.of(counts, fit, plain, RatingScale.ARENA, new Anchor(3, 1114));

    for (int i = 0; i < 5; i++) {
      Standing standing = held.standings().get(i);
      assertThat(standing.item()).isEqualTo(free.standings().get(i).item());
      assertThat(standing.rankLow()).isEqualTo(free.standings().get(i).rankLow());
      if (standing.item() == 3) {
        assertThat(standing.rating()).isEqualTo(1114);
        assertThat(standing.se()).isZero();
      }
    }
    assertThatThrownBy(
            () -> Leaderboard.of(counts, fit, plain, RatingScale.ARENA, new Anchor(9, 1)))
        .hasMessage("the anchor has no counted votes");
  }

  @Test
  @DisplayName("fragility: one vote in a narrow lead, none but a refit proves it")
  void fragility() {
    PairCounts counts = new PairCounts();
    Classics.add(counts, 0, 1, Outcome.FIRST, 51);
    Classics.add(counts, 0, 1, Outcome.SECOND, 49);
    Classics.add(counts, 1, 2, Outcome.FIRST, 60);
    Classics.add(counts, 1, 2, Outcome.SECOND, 40);
    Classics.add(counts, 0, 2, Outcome.FIRST, 60);
    Classics.add(counts, 0, 2, Outcome.SECOND, 40);
    Fit fit = Fit.of(counts, FitOptions.of(Method.BRADLEY_TERRY), null);

    Fragility fragility = Fragility.of(counts, fit);

    assertThat(fragility.first()).isZero();
    assertThat(fragility.second()).isEqualTo(1);
    assertThat(fragility.votes()).isBetween(1L, 4L);
    assertThat(fragility.share()).isCloseTo(fragility.votes() / 300.0, within(1e-12));
    PairCounts left = Classics.copy(counts);
    for (Fragility.Removed removed : fragility.removed()) {
      for (int i = 0; i < removed.votes(); i++) {
        left.remove(removed.winner(), removed.loser(), removed.outcome(), 1);
      }
    }
    Fit again = Fit.of(left, fit.options(), null);
    assertThat(again.logStrength(1)).isGreaterThanOrEqualTo(again.logStrength(0));
  }

  @Test
  @DisplayName("annotators' reliability is found, and one who turns the scale round does no harm")
  void crowd() {
    Random random = new Random(12);
    double[] eta = {.95, .95, .9, .9, .85, .8, .6, .5, .1, .05};
    VoteTable table = new VoteTable(8000);
    for (int row = 0; row < 8000; row++) {
      int first = random.nextInt(6);
      int second = (first + 1 + random.nextInt(5)) % 6;
      int annotator = row % eta.length;
      double ahead = .8 * (second - first);
      boolean win = random.nextDouble() < 1 / (1 + Math.exp(-ahead));
      boolean straight = random.nextDouble() < eta[annotator];
      Outcome outcome = win == straight ? Outcome.FIRST : Outcome.SECOND;
      table.add(first, second, outcome, 1, annotator, row);
    }
    PairCounts counts = PairCounts.of(table);

    CrowdBradleyTerry.Result result =
        CrowdBradleyTerry.fit(counts, Clusters.byAnnotator(table, counts), BothBad.TIE, 0);

    assertThat(result.converged()).isTrue();
    assertThat(result.reliability()).containsExactly(eta, within(.08));
    Fit plain = Fit.of(counts, FitOptions.of(Method.BRADLEY_TERRY), null);
    double spread = result.fit().logStrength(0) - result.fit().logStrength(5);
    assertThat(spread).isCloseTo(4, within(.5));
    assertThat(plain.logStrength(0) - plain.logStrength(5)).isLessThan(2);
    assertThat(result.uncertainty().variance(0)).isBetween(1e-4, .1);
  }
}
