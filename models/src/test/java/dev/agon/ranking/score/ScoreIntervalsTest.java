package dev.agon.ranking.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.preference.Outcome;
import dev.agon.preference.PairCounts;
import dev.agon.preference.VoteTable;
import dev.agon.ranking.BothBad;
import dev.agon.ranking.board.ScoreBoard;
import dev.agon.ranking.board.Scored;
import dev.agon.ranking.interval.NoInterval;
import dev.agon.ranking.sequential.SequentialBoards;
import dev.agon.simulation.World;
import dev.agon.simulation.WorldParameters;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/** Intervals of few annotators, at boundaries and of separated votes. */
class ScoreIntervalsTest {
  /** A method of which nobody's likelihood gives intervals. */
  record Boards(String name, Function<VoteTable, ScoreBoard> of) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Boards> boards() {
    return Stream.concat(
        Stream.of(ScoreMethod.values())
            .map(method -> new Boards(method.label(), votes -> method.board(votes, BothBad.TIE))),
        Stream.of(
            new Boards("elo", votes -> SequentialBoards.elo(votes, 100, 1)),
            new Boards("trueskill", votes -> SequentialBoards.trueSkill(votes, 100, 1))));
  }

  @ParameterizedTest
  @DisplayName("one annotator tells nothing of others: no interval, every rank, the reason")
  @MethodSource("boards")
  void oneAnnotator(Boards boards) {
    Random random = new Random(3);
    VoteTable table = new VoteTable(60);
    for (int vote = 0; vote < 60; vote++) {
      int first = random.nextInt(5);
      int second = (first + 1 + random.nextInt(4)) % 5;
      table.add(first, second, first > second ? Outcome.FIRST : Outcome.SECOND, 1, 0, vote);
    }
    table.add(0, 4, Outcome.FIRST, 1, 0, 60);

    ScoreBoard board = boards.of().apply(table);

    assertThat(board.noInterval()).isEqualTo(NoInterval.ONE_ANNOTATOR);
    assertThat(board.tooFewAnnotators()).isTrue();
    assertThat(board.items()).hasSize(5).allSatisfy(item -> unknown(item, 5));
  }

  private static void unknown(Scored item, int items) {
    assertThat(item.rankLow()).isEqualTo(1);
    assertThat(item.rankHigh()).isEqualTo(items);
    assertThat(item.se()).isNaN();
    assertThat(item.low()).isNaN();
    assertThat(item.high()).isNaN();
  }

  @ParameterizedTest
  @DisplayName("four annotators are too few for intervals by these methods")
  @MethodSource("boards")
  void fourAnnotators(Boards boards) {
    VoteTable table = new World(WorldParameters.plain(4, 4, .5, .5), 1).votes(20);

    ScoreBoard board = boards.of().apply(table);

    assertThat(board.noInterval()).isEqualTo(NoInterval.FEW_ANNOTATORS);
    assertThat(board.items()).hasSize(4).allSatisfy(item -> unknown(item, 4));
  }

  @ParameterizedTest
  @DisplayName("a single vote of nobody in particular leaves both ranks open")
  @MethodSource("boards")
  void oneVote(Boards boards) {
    VoteTable table = new VoteTable(1);
    table.add(0, 1, Outcome.FIRST, 1, VoteTable.NONE, 0);

    ScoreBoard board = boards.of().apply(table);

    assertThat(board.items()).allSatisfy(item -> unknown(item, 2));
    assertThat(board.noInterval()).isEqualTo(NoInterval.FEW_VOTES);
  }

  @Test
  @DisplayName("six wins to one: rank centrality calls neither item clearly better")
  void sixToOne() {
    ScoreBoard board = ScoreMethod.RANK_CENTRALITY.board(unnamed(6, 1), BothBad.TIE);

    assertThat(board.noInterval()).isNull();
    for (Scored item : board.items()) {
      assertThat(item.low()).isLessThan(item.score());
      assertThat(item.high()).isGreaterThan(item.score());
      assertThat(item.rankLow()).isEqualTo(1);
      assertThat(item.rankHigh()).isEqualTo(2);
    }
  }

  @Test
  @DisplayName("twenty wins to none: shares reach to their boundary and have a width")
  void allWon() {
    ScoreBoard rates = ScoreMethod.AVERAGE_WIN_RATE.board(unnamed(20, 0), BothBad.TIE);

    assertThat(rates.items().getFirst().score()).isEqualTo(1);
    assertThat(rates.items().getFirst().low()).isBetween(.7, .9);
    assertThat(rates.items().getFirst().high()).isEqualTo(1);
    assertThat(rates.items().getLast().low()).isZero();
    assertThat(rates.items().getLast().high()).isBetween(.1, .3);
    assertThat(rates.items().getFirst().rankHigh()).as("of 20 votes, all for one").isEqualTo(1);
    ScoreBoard counts = ScoreMethod.COUNTING.board(unnamed(20, 0), BothBad.TIE);
    assertThat(counts.items().getFirst().high()).isEqualTo(20);
    assertThat(counts.items().getLast().high()).isBetween(2.0, 6.0);
  }

  @ParameterizedTest
  @DisplayName("nothing but ties: every interval has a width, and no item is clearly better")
  @EnumSource(mode = Mode.EXCLUDE, names = "RANKED_PAIRS")
  void ties(ScoreMethod method) {
    VoteTable table = new VoteTable(30);
    for (int vote = 0; vote < 30; vote++) {
      table.add(vote % 3, (vote + 1) % 3, Outcome.TIE, 1, vote % 10, vote);
    }
    for (Scored item : method.board(table, BothBad.TIE).items()) {
      assertThat(item.high()).isGreaterThan(item.score());
      assertThat(item.low()).isLessThan(item.score());
      assertThat(item.rankLow()).isEqualTo(1);
      assertThat(item.rankHigh()).isEqualTo(3);
    }
  }

  @Test
  @DisplayName("sequential ratings of votes that are all alike have no interval of no width")
  void alike() {
    assertThat(SequentialBoards.elo(unnamed(0, 0, 12), 50, 1).noInterval())
        .isEqualTo(NoInterval.ALIKE);
  }

  @Test
  @DisplayName("an interval of Elo's always holds its rating")
  void elo() {
    for (int seed = 0; seed < 20; seed++) {
      VoteTable table = new World(WorldParameters.plain(5, 6, 1, .7), seed).votes(12);
      for (Scored item : SequentialBoards.elo(table, 60, seed).items()) {
        assertThat(item.low()).isLessThan(item.score());
        assertThat(item.high()).isGreaterThan(item.score());
      }
    }
  }

  @Test
  @DisplayName("items of groups that never met are ranked apart")
  void groups() {
    VoteTable table = new VoteTable(90);
    for (int vote = 0; vote < 30; vote++) {
      table.add(0, 1, vote < 28 ? Outcome.FIRST : Outcome.SECOND, 1, vote % 10, vote);
      table.add(2, 3, vote < 15 ? Outcome.FIRST : Outcome.SECOND, 1, vote % 10, vote);
      table.add(3, 4, vote < 15 ? Outcome.FIRST : Outcome.SECOND, 1, vote % 10, vote);
    }
    ScoreBoard board = ScoreMethod.AVERAGE_WIN_RATE.board(table, BothBad.TIE);

    assertThat(board.groups().items()).hasSize(2);
    assertThat(board.groups().items().get(0)).containsExactly(2, 3, 4);
    assertThat(board.items()).extracting(Scored::group).containsExactly(0, 0, 0, 1, 1);
    assertThat(board.items().subList(0, 3)).allMatch(item -> item.rankHigh() == 3);
    Scored first = board.items().get(3);
    assertThat(first.item()).isZero();
    assertThat(first.rankHigh()).isEqualTo(1);
    assertThat(board.items().get(4).rankHigh()).isEqualTo(2);
  }

  @ParameterizedTest
  @DisplayName("of 240 studies by 6 annotators, 93 to 99.5 % of intervals hold the truth")
  @EnumSource(names = {"COUNTING", "AVERAGE_WIN_RATE", "RANK_CENTRALITY"})
  void coverage(ScoreMethod method) {
    WorldParameters parameters = WorldParameters.plain(5, 6, .5, .7);
    double[] utilities = {-.6, .1, .5, 0, -3.5};
    PairCounts expected = new World(parameters, utilities, 0).populationOutcomes(6 * 20);
    double[] truth = method.scores(expected, BothBad.TIE);
    int[] held =
        IntStream.range(0, 240)
            .parallel()
            .mapToObj(
                study ->
                    method.board(
                        new World(parameters, utilities, 1000 + study).votes(20), BothBad.TIE))
            .flatMap(board -> board.items().stream())
            .mapToInt(
                item -> {
                  double at = truth[item.item()];
                  int held01 = item.low() <= at && at <= item.high() ? 1 : 0;
                  return item.item() == 4 ? 10 + held01 : held01;
                })
            .toArray();
    double ordinary = IntStream.of(held).filter(h -> h < 10).average().orElseThrow();
    double extreme = IntStream.of(held).filter(h -> h >= 10).map(h -> h - 10).average().orElse(0);
    assertThat(ordinary).isBetween(.93, .995);
    assertThat(extreme).as("of the item that nearly always loses").isGreaterThan(.9);
  }

  /** Votes of nobody in particular on two items. */
  private static VoteTable unnamed(int wins, int losses) {
    return unnamed(wins, losses, 0);
  }

  private static VoteTable unnamed(int wins, int losses, int ties) {
    VoteTable table = new VoteTable(wins + losses + ties);
    for (int vote = 0; vote < wins + losses + ties; vote++) {
      Outcome outcome =
          vote < wins ? Outcome.FIRST : vote < wins + losses ? Outcome.SECOND : Outcome.TIE;
      table.add(0, 1, outcome, 1, VoteTable.NONE, vote);
    }
    return table;
  }
}
