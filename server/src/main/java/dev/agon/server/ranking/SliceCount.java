package dev.agon.server.ranking;

import dev.agon.preference.LongIndex;
import dev.agon.ranking.Clustering;
import dev.agon.ranking.Fit;
import dev.agon.ranking.FitOptions;
import dev.agon.ranking.RankingState;
import dev.agon.ranking.RatingScale;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** Counts the votes of a slice, in the order of their numbers. For use by one thread. */
final class SliceCount {
  /** Points of the rating history, so many votes apart that there are about as many. */
  private static final int POINTS = 24;

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

  int annotators() {
    return ranking.annotators();
  }

  Board board() {
    return board(ranking, kinds);
  }

  private Board board(RankingState state, KindCounts counted) {
    Fit fit = state.fit(options);
    return Board.of(
        state.leaderboard(fit, state.uncertainty(fit, Clustering.TWO_WAY), RatingScale.ARENA),
        counted.all(),
        generators::key,
        counted::of);
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
}
