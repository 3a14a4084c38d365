package dev.agon.server.ranking.slice;

import dev.agon.preference.LongIndex;
import dev.agon.preference.PairCounts;
import dev.agon.preference.VoteHash;
import dev.agon.preference.VoteTable;
import dev.agon.ranking.BothBad;
import dev.agon.ranking.Clustering;
import dev.agon.ranking.RatingScale;
import dev.agon.ranking.board.Leaderboard;
import dev.agon.ranking.board.ScoreBoard;
import dev.agon.ranking.fit.Fit;
import dev.agon.ranking.interval.Clusters;
import dev.agon.ranking.interval.CrowdBradleyTerry;
import dev.agon.ranking.interval.Uncertainty;
import dev.agon.ranking.listwise.Ballots;
import dev.agon.ranking.listwise.Weighing;
import dev.agon.ranking.score.ScoreMethod;
import dev.agon.ranking.sequential.SequentialBoards;
import dev.agon.ranking.terms.Term;
import dev.agon.ranking.terms.TermFit;
import dev.agon.server.http.input.HttpProblem;
import dev.agon.server.ranking.Board;
import dev.agon.server.ranking.BoardMethod;
import dev.agon.server.ranking.SliceFit;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.ToDoubleFunction;

/** Ranks the counted votes of a slice by any method. For use by one thread. */
final class SliceRanking {
  private static final int USUAL_ROUNDS = 200;
  private static final int FEWEST_ROUNDS = 20;

  /** Votes drawn in all resamples together. */
  private static final int MOST_DRAWN = 10_000_000;

  /** Votes that reliabilities of annotators are fitted to, by expectation maximisation. */
  private static final int MOST_CROWD = 200_000;

  private static final long SEED = 1;

  private final SliceCount count;
  private final BoardMethod method;
  private final Slice slice;

  SliceRanking(SliceCount count, BoardMethod method, Slice slice) {
    this.count = count;
    this.method = method;
    this.slice = slice;
  }

  /**
   * The board of the slice.
   *
   * @param names of generators
   */
  SliceFit fit(LongFunction<String> names) {
    VoteTable table = count.table();
    String hash = VoteHash.of(table, item -> names.apply(count.generators().key(item)));
    boolean likelihood = method.likelihood().isPresent();
    if (table.rows() == 0 || (likelihood && slice.adjust() == null)) {
      return counted(hash);
    }
    if (likelihood) {
      return adjusted(table, hash);
    }
    ScoreBoard scores = scores(table);
    boolean drawn = resampled() && scores.noInterval() == null;
    return new SliceFit(
        ScoredBoard.of(counted(hash).board(), scores, count.generators()::key),
        Optional.empty(),
        new SliceFit.Details(List.of(), drawn ? rounds(table) : 0, hash));
  }

  private SliceFit counted(String hash) {
    Fit fit = count.ranking().fit(count.options());
    Uncertainty uncertainty = count.ranking().uncertainty(fit, Clustering.TWO_WAY);
    return new SliceFit(
        count.board(fit, uncertainty),
        Optional.of(new SliceFit.Strengths(fit, uncertainty)),
        new SliceFit.Details(List.of(), 0, hash));
  }

  private SliceFit adjusted(VoteTable table, String hash) {
    TermFit fit =
        TermFit.of(table, count.options(), slice.terms().stream().map(this::term).toList());
    Uncertainty uncertainty = fit.uncertainty(Clustering.TWO_WAY);
    return new SliceFit(
        Board.of(
            Leaderboard.of(PairCounts.of(table), fit.fit(), uncertainty, RatingScale.ARENA),
            count.kinds().all(),
            count.generators()::key,
            count.kinds()::of),
        Optional.of(new SliceFit.Strengths(fit.fit(), uncertainty)),
        new SliceFit.Details(fit.effects(Clustering.TWO_WAY), 0, hash));
  }

  private Term term(String name) {
    return name.equals("position")
        ? count.position()
        : Term.style(
            name,
            column(vote -> vote.leftStyle().of(name)),
            column(vote -> vote.rightStyle().of(name)));
  }

  private double[] column(ToDoubleFunction<SliceVote> value) {
    return count.votes().stream().mapToDouble(value).toArray();
  }

  private ScoreBoard scores(VoteTable table) {
    try {
      Weighing.check(method.label(), table);
    } catch (IllegalArgumentException e) {
      throw HttpProblem.invalid("method", String.valueOf(e.getMessage()));
    }
    return switch (method) {
      case TRUE_SKILL -> SequentialBoards.trueSkill(table, rounds(table), SEED);
      case ELO -> SequentialBoards.elo(table, rounds(table), SEED);
      case AVERAGE_WIN_RATE -> ScoreMethod.AVERAGE_WIN_RATE.board(table, BothBad.TIE);
      case CROWD -> crowd(table);
      case PLACKETT_LUCE -> Ballots.of(table, ballots()).board();
      case BRADLEY_TERRY, DAVIDSON, RAO_KUPPER ->
          throw new IllegalStateException(method + " is a likelihood of counts");
    };
  }

  /** The votes that rows belong to: those of one ranking are of one vote. */
  private int[] ballots() {
    LongIndex numbers = new LongIndex();
    return count.votes().stream().mapToInt(vote -> numbers.number(vote.number())).toArray();
  }

  private boolean resampled() {
    return method == BoardMethod.ELO || method == BoardMethod.TRUE_SKILL;
  }

  private static int rounds(VoteTable table) {
    return Math.clamp(MOST_DRAWN / Math.max(1, table.rows()), FEWEST_ROUNDS, USUAL_ROUNDS);
  }

  private ScoreBoard crowd(VoteTable table) {
    if (table.rows() > MOST_CROWD) {
      throw HttpProblem.invalid(
          "method", "is for up to %,d votes, not %,d".formatted(MOST_CROWD, table.rows()));
    }
    PairCounts counts = PairCounts.of(table);
    CrowdBradleyTerry.Result result =
        CrowdBradleyTerry.fit(counts, Clusters.byAnnotator(table, counts), BothBad.TIE, 0);
    return ScoreBoard.ofStrengths(
        method.label(), result.fit(), result.uncertainty(), RatingScale.ARENA, counts);
  }
}
