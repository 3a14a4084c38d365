package dev.agon.cli.rank;

import dev.agon.preference.Outcome;
import dev.agon.preference.VoteTable;
import dev.agon.ranking.sequential.Glicko2;
import dev.agon.ranking.sequential.Glicko2.Game;
import dev.agon.ranking.sequential.Glicko2.Player;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Votes as games of rating periods, which come in the order in which they are first named. */
public final class GlickoPeriods {
  /** As in Glickman's example. */
  static final double TAU = 0.5;

  private final Player[] players;

  /** A vote of a period. */
  private record Vote(int first, int second, Outcome outcome) {}

  private final Map<String, List<Vote>> votes = new LinkedHashMap<>();
  private boolean played;

  GlickoPeriods(int items) {
    players = new Player[items];
    Arrays.fill(players, Player.NEW);
  }

  /**
   * The games of a table.
   *
   * @param periods the period of each row that a vote's comparison names, or null for one of all
   */
  public static GlickoPeriods of(VoteTable table, String @Nullable [] periods) {
    GlickoPeriods glicko = new GlickoPeriods(table.items());
    for (int row = 0; row < table.rows(); row++) {
      glicko.add(
          table.first(row),
          table.second(row),
          Outcome.of(table.outcomeCode(row)),
          periods == null ? "" : periods[table.comparison(row)]);
    }
    return glicko;
  }

  void add(int first, int second, Outcome outcome, String period) {
    votes.computeIfAbsent(period, _ -> new ArrayList<>()).add(new Vote(first, second, outcome));
  }

  int periods() {
    return votes.size();
  }

  /** A player after all periods. */
  Player player(int item) {
    if (!played) {
      votes.values().forEach(this::play);
      played = true;
    }
    return players[item];
  }

  /** The ratings of all players after all periods. */
  public double[] ratings() {
    return IntStream.range(0, players.length).mapToDouble(item -> player(item).rating()).toArray();
  }

  private void play(List<Vote> period) {
    List<List<Game>> games = new ArrayList<>();
    for (int item = 0; item < players.length; item++) {
      games.add(new ArrayList<>());
    }
    for (Vote vote : period) {
      double score =
          switch (vote.outcome) {
            case FIRST -> 1;
            case SECOND -> 0;
            case TIE, BOTH_BAD -> 0.5;
          };
      games.get(vote.first).add(new Game(players[vote.second], score));
      games.get(vote.second).add(new Game(players[vote.first], 1 - score));
    }
    Glicko2 rule = new Glicko2(TAU);
    Player[] after = players.clone();
    Arrays.setAll(after, item -> rule.after(players[item], games.get(item)));
    System.arraycopy(after, 0, players, 0, after.length);
  }
}
