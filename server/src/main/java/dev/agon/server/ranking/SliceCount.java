package dev.agon.server.ranking;

import dev.agon.agreement.Agreement;
import dev.agon.agreement.Codings;
import dev.agon.agreement.Level;
import dev.agon.preference.LongIndex;
import dev.agon.preference.PairCounts;
import dev.agon.preference.VoteTable;
import dev.agon.ranking.Clustering;
import dev.agon.ranking.Fit;
import dev.agon.ranking.FitOptions;
import dev.agon.ranking.Fragility;
import dev.agon.ranking.Leaderboard;
import dev.agon.ranking.RankingState;
import dev.agon.ranking.RatingScale;
import dev.agon.ranking.Term;
import dev.agon.ranking.TermFit;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Counts the votes of a slice, in the order of their numbers. For use by one thread. */
final class SliceCount {
  /** Points of the rating history, so many votes apart that there are about as many. */
  private static final int POINTS = 24;

  private static final int MOST_RESAMPLES = 500;
  private static final int FEWEST_RESAMPLES = 20;

  /** Votes drawn in all resamples together. */
  private static final int MOST_DRAWN = 10_000_000;

  private static final long SEED = 1;

  private final FitOptions options;
  private final Slice slice;
  private final LongIndex generators = new LongIndex();
  private final RankingState ranking = new RankingState();
  private final KindCounts kinds = new KindCounts();
  private final PairTable pairs = new PairTable();
  private final List<SliceVote> votes = new ArrayList<>();

  SliceCount(FitOptions options, Slice slice) {
    this.options = options;
    this.slice = slice;
  }

  void add(List<SliceVote> some) {
    votes.addAll(some);
    for (SliceVote vote : some) {
      kinds.add(vote.kind(), generators.number(vote.first()), generators.number(vote.second()), 1);
      pairs.add(vote);
      count(ranking, vote);
    }
  }

  private void count(RankingState state, SliceVote vote) {
    state.add(
        vote.annotator(),
        vote.comparison(),
        generators.number(vote.first()),
        generators.number(vote.second()),
        vote.outcome(),
        vote.weight());
  }

  PairTable pairs() {
    return pairs;
  }

  int votes() {
    return votes.size();
  }

  int annotators() {
    return ranking.annotators();
  }

  Board board() {
    return slice.adjust() == null || votes.isEmpty() ? board(ranking, kinds) : adjusted();
  }

  private Board board(RankingState state, KindCounts counted) {
    Fit fit = state.fit(options);
    return Board.of(
        state.leaderboard(fit, state.uncertainty(fit, Clustering.TWO_WAY), RatingScale.ARENA),
        counted.all(),
        generators::key,
        counted::of);
  }

  private Board adjusted() {
    List<Term> terms = new ArrayList<>();
    if (slice.adjustsFor("position")) {
      terms.add(position());
    }
    if (slice.adjustsFor("length")) {
      terms.add(
          Term.style("length", column(SliceVote::firstLength), column(SliceVote::secondLength)));
    }
    VoteTable table = table();
    TermFit fit = TermFit.of(table, options, terms);
    return Board.of(
        Leaderboard.of(
            PairCounts.of(table),
            fit.fit(),
            fit.uncertainty(Clustering.TWO_WAY),
            RatingScale.ARENA),
        kinds.all(),
        generators::key,
        kinds::of);
  }

  private Term position() {
    return Term.position(column(vote -> vote.firstShownFirst() ? 1 : -1));
  }

  private double[] column(ToDoubleFunction<SliceVote> value) {
    return votes.stream().mapToDouble(value).toArray();
  }

  private VoteTable table() {
    LongIndex annotators = new LongIndex();
    LongIndex comparisons = new LongIndex();
    VoteTable table = new VoteTable(votes.size());
    for (SliceVote vote : votes) {
      table.add(
          generators.number(vote.first()),
          generators.number(vote.second()),
          vote.outcome(),
          vote.weight(),
          annotators.number(vote.annotator()),
          comparisons.number(vote.comparison()));
    }
    return table;
  }

  /** A board on the way: of the votes that stand now, up to a number. */
  record Point(long number, OffsetDateTime at, Board board) {}

  /** How the board came about: boards after growing shares of the votes. */
  List<Point> history() {
    List<Point> points = new ArrayList<>();
    RankingState state = new RankingState();
    int next = 1;
    for (int i = 0; i < votes.size(); i++) {
      count(state, votes.get(i));
      if (i + 1 == Math.ceilDiv((long) next * votes.size(), POINTS)) {
        next++;
        SliceVote last = votes.get(i);
        points.add(new Point(last.number(), last.sentAt(), board(state, new KindCounts())));
      }
    }
    return points;
  }

  /**
   * What can be checked of a board with votes.
   *
   * @param agreement of annotators on the outcome of comparisons
   * @param position the advantage of being shown first
   * @param fragility of the first place, which this generator has
   * @param second the generator at the second place
   */
  record Checks(
      Agreement agreement, TermFit.Effect position, Fragility fragility, long first, long second) {}

  /** Checks, or null without votes. */
  @Nullable Checks checks() {
    if (votes.isEmpty()) {
      return null;
    }
    Codings.Builder codings = new Codings.Builder(Level.NOMINAL);
    for (SliceVote vote : votes) {
      codings.add(
          vote.comparison() + " " + vote.first() + " " + vote.second(),
          Long.toString(vote.annotator()),
          vote.outcome().name());
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
