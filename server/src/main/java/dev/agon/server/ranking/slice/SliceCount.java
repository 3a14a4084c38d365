package dev.agon.server.ranking.slice;

import dev.agon.agreement.Agreement;
import dev.agon.agreement.Codings;
import dev.agon.agreement.Level;
import dev.agon.preference.LongIndex;
import dev.agon.preference.VoteTable;
import dev.agon.ranking.Clustering;
import dev.agon.ranking.RatingScale;
import dev.agon.ranking.board.Fragility;
import dev.agon.ranking.board.PairTable;
import dev.agon.ranking.board.RankingState;
import dev.agon.ranking.fit.Fit;
import dev.agon.ranking.fit.FitOptions;
import dev.agon.ranking.interval.Uncertainty;
import dev.agon.ranking.terms.Term;
import dev.agon.ranking.terms.TermFit;
import dev.agon.server.ranking.Board;
import dev.agon.server.ranking.rank.KindCounts;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts the votes of a slice, in the order of their numbers. For use by one thread. */
public final class SliceCount {
  /** Points of the rating history, so many votes apart that there are about as many. */
  private static final int POINTS = 24;

  /** With more generators a history has fewer points: each costs the cube of their number. */
  private static final int GENERATORS_OF_ALL_POINTS = 100;

  private static final int FEWEST_POINTS = 8;

  private static final int MOST_RESAMPLES = 500;
  private static final int FEWEST_RESAMPLES = 20;

  /** Votes drawn in all resamples together. */
  private static final int MOST_DRAWN = 10_000_000;

  private static final long SEED = 1;

  private final FitOptions options;
  private final LongIndex generators = new LongIndex();
  private final RankingState ranking = new RankingState();
  private final KindCounts kinds = new KindCounts();
  private final PairTable pairs = new PairTable();
  private final List<SliceVote> votes = new ArrayList<>();

  SliceCount(FitOptions options) {
    this.options = options;
  }

  void add(List<SliceVote> some) {
    votes.addAll(some);
    for (SliceVote vote : some) {
      kinds.add(vote.kind(), generators.number(vote.left()), generators.number(vote.right()), 1);
      pairs.add(vote.left(), vote.right(), vote.outcome());
      count(ranking, vote);
    }
  }

  private void count(RankingState state, SliceVote vote) {
    state.add(
        vote.annotator(),
        vote.comparison(),
        generators.number(vote.left()),
        generators.number(vote.right()),
        vote.outcome(),
        vote.weight());
  }

  FitOptions options() {
    return options;
  }

  /** Generators' ids by their numbers in {@link #table} and {@link #ranking}. */
  LongIndex generators() {
    return generators;
  }

  RankingState ranking() {
    return ranking;
  }

  KindCounts kinds() {
    return kinds;
  }

  PairTable pairs() {
    return pairs;
  }

  List<SliceVote> votes() {
    return Collections.unmodifiableList(votes);
  }

  int annotators() {
    return ranking.annotators();
  }

  /** The board of a fit of the counts. */
  Board board(Fit fit, Uncertainty uncertainty) {
    return board(ranking, kinds, fit, uncertainty);
  }

  private Board board(RankingState state, KindCounts counted, Fit fit, Uncertainty uncertainty) {
    return Board.of(
        state.leaderboard(fit, uncertainty, RatingScale.ARENA),
        counted.all(),
        generators::key,
        counted::of);
  }

  /** The advantage of being shown first, which the left one always is. */
  Term position() {
    return Term.position(votes.stream().mapToDouble(_ -> 1).toArray());
  }

  /** The votes as rows, in the order of their numbers. */
  VoteTable table() {
    LongIndex annotators = new LongIndex();
    LongIndex comparisons = new LongIndex();
    VoteTable table = new VoteTable(votes.size());
    for (SliceVote vote : votes) {
      table.add(
          generators.number(vote.left()),
          generators.number(vote.right()),
          vote.outcome(),
          vote.weight(),
          annotators.number(vote.annotator()),
          comparisons.number(vote.comparison()));
    }
    return table;
  }

  /** A board on the way: of the votes that stand now, up to a number. */
  public record Point(long number, OffsetDateTime at, Board board) {}

  /** How the board came about: boards after growing shares of the votes. */
  List<Point> history() {
    List<Point> points = new ArrayList<>();
    RankingState state = new RankingState();
    int wanted =
        Math.clamp(
            (long) POINTS * GENERATORS_OF_ALL_POINTS / Math.max(1, ranking.counts().items()),
            FEWEST_POINTS,
            POINTS);
    int next = 1;
    for (int i = 0; i < votes.size(); i++) {
      count(state, votes.get(i));
      if (i + 1 == Math.ceilDiv((long) next * votes.size(), wanted)) {
        next++;
        SliceVote last = votes.get(i);
        Fit fit = state.fit(options);
        Uncertainty uncertainty = state.uncertainty(fit, Clustering.TWO_WAY);
        points.add(
            new Point(
                last.number(), last.sentAt(), board(state, new KindCounts(), fit, uncertainty)));
      }
    }
    return points;
  }

  /**
   * What can be checked of a board with votes.
   *
   * @param agreement of annotators on the outcome of comparisons
   * @param position the advantage of being shown first
   * @param fragility of the first place by the counts, which this generator has
   * @param second the generator at the second place
   */
  public record Checks(
      Agreement agreement, TermFit.Effect position, Fragility fragility, long first, long second) {}

  /** Checks, or null without votes. */
  @Nullable Checks checks() {
    if (votes.isEmpty()) {
      return null;
    }
    Codings.Builder codings = new Codings.Builder(Level.NOMINAL);
    for (SliceVote vote : votes) {
      boolean ordered = vote.left() < vote.right();
      codings.add(
          vote.comparison()
              + " "
              + Math.min(vote.left(), vote.right())
              + " "
              + Math.max(vote.left(), vote.right()),
          Long.toString(vote.annotator()),
          (ordered ? vote.outcome() : vote.outcome().swapped()).name());
    }
    Fragility fragility = Fragility.of(ranking.counts(), ranking.fit(options));
    return new Checks(
        Agreement.of(
            codings.build(),
            Math.clamp(MOST_DRAWN / votes.size(), FEWEST_RESAMPLES, MOST_RESAMPLES),
            SEED,
            0),
        TermFit.of(table(), options, List.of(position())).effects(Clustering.TWO_WAY).getFirst(),
        fragility,
        generators.key(fragility.first()),
        generators.key(fragility.second()));
  }
}
