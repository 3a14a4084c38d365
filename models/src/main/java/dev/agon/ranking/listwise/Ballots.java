package dev.agon.ranking.listwise;

import dev.agon.preference.Outcome;
import dev.agon.preference.VoteTable;
import dev.agon.question.PairWeights;
import dev.agon.ranking.Clustering;
import dev.agon.ranking.Groups;
import dev.agon.ranking.RatingScale;
import dev.agon.ranking.board.ScoreBoard;
import dev.agon.ranking.interval.StrengthFit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Rankings read back from votes on pairs, as which they are stored: all pairs of a full ranking, or
 * the pairs of the best item with each other one. A single vote is a ranking of two. Rankings with
 * ties say nothing to Plackett and Luce's model and are left out.
 *
 * @param rankings those that were read
 * @param items the number of items, larger than any that is ranked
 * @param leftOut how many rankings have ties, or lack pairs
 */
public record Ballots(List<Ranking> rankings, int items, int leftOut) {
  /** The label of the method in commands, files and tables. */
  public static final String METHOD = "plackett-luce";

  public Ballots {
    rankings = List.copyOf(rankings);
  }

  /**
   * Reads the rankings of a table. Where weights are unequal, a ranking counts as much as its pairs
   * weigh, over what pairs of as many items weigh by themselves ({@link PairWeights}).
   *
   * @param ballot one number a row: rows of one ranking have the same and stand together
   * @throws IllegalArgumentException when pairs of one ranking have unequal weights
   */
  public static Ballots of(VoteTable table, int[] ballot) {
    boolean weighed = Weighing.isWeighed(table);
    List<Ranking> rankings = new ArrayList<>();
    int leftOut = 0;
    for (int from = 0; from < table.rows(); ) {
      int to = from + 1;
      while (to < table.rows() && ballot[to] == ballot[from]) {
        to++;
      }
      int[] order = order(table, from, to);
      if (order.length == 0) {
        leftOut++;
      } else {
        rankings.add(ranking(table, order, from, to, weighed));
      }
      from = to;
    }
    return new Ballots(rankings, table.items(), leftOut);
  }

  /** Items by their wins, the most first; none when the rows are no ranking. */
  private static int[] order(VoteTable table, int from, int to) {
    Map<Integer, Integer> wins = new TreeMap<>();
    for (int row = from; row < to; row++) {
      Outcome outcome = Outcome.of(table.outcomeCode(row));
      if (outcome != Outcome.FIRST && outcome != Outcome.SECOND) {
        return new int[0];
      }
      wins.merge(table.first(row), outcome == Outcome.FIRST ? 1 : 0, Integer::sum);
      wins.merge(table.second(row), outcome == Outcome.SECOND ? 1 : 0, Integer::sum);
    }
    List<Map.Entry<Integer, Integer>> sorted =
        wins.entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .toList();
    int items = sorted.size();
    boolean full = to - from == items * (items - 1) / 2;
    boolean best = to - from == items - 1 && sorted.getFirst().getValue() == items - 1;
    for (int place = 0; full && place < items; place++) {
      full = sorted.get(place).getValue() == items - 1 - place;
    }
    return full || best ? sorted.stream().mapToInt(Map.Entry::getKey).toArray() : new int[0];
  }

  private static Ranking ranking(VoteTable table, int[] order, int from, int to, boolean weighed) {
    boolean full = to - from == order.length * (order.length - 1) / 2;
    int placed = full ? order.length : 1;
    int[] best = new int[placed];
    int[] others = new int[order.length - placed];
    System.arraycopy(order, 0, best, 0, placed);
    System.arraycopy(order, placed, others, 0, others.length);
    double weight = 1;
    if (weighed) {
      double own = full ? PairWeights.ofRanking(order.length) : PairWeights.ofBest(order.length);
      weight = weight(table, from, to) / own;
    }
    return new Ranking(best, others, weight, table.annotator(from));
  }

  private static double weight(VoteTable table, int from, int to) {
    double weight = table.weight(from);
    for (int row = from + 1; row < to; row++) {
      if (table.weight(row) != weight) {
        throw new IllegalArgumentException(
            "pairs of one ranking have unequal weights: %s and %s"
                .formatted(weight, table.weight(row)));
      }
    }
    return weight;
  }

  /**
   * The board of Plackett and Luce's model, with intervals clustered by annotator; nothing without
   * rankings.
   */
  public ScoreBoard board() {
    if (rankings.isEmpty()) {
      return ScoreBoard.empty(METHOD);
    }
    StrengthFit fit = PlackettLuce.fit(rankings, items, 0);
    boolean named = rankings.stream().anyMatch(ranking -> ranking.annotator() >= 0);
    Clustering clustering = named ? Clustering.ANNOTATOR : Clustering.NONE;
    Groups groups = PlackettLuce.groups(rankings, items);
    return ScoreBoard.ofStrengths(
        METHOD, fit, fit.uncertainty(clustering), RatingScale.ARENA, groups);
  }
}
