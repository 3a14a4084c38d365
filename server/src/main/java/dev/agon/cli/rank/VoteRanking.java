package dev.agon.cli.rank;

import dev.agon.cli.rank.report.BoardNotes;
import dev.agon.cli.rank.report.Judges;
import dev.agon.cli.rank.report.Ranked;
import dev.agon.preference.LongIndex;
import dev.agon.preference.Names;
import dev.agon.preference.Outcome;
import dev.agon.preference.PairCounts;
import dev.agon.preference.VoteTable;
import dev.agon.ranking.Clustering;
import dev.agon.ranking.Method;
import dev.agon.ranking.board.Fragility;
import dev.agon.ranking.board.Leaderboard;
import dev.agon.ranking.board.ScoreBoard;
import dev.agon.ranking.fit.Fit;
import dev.agon.ranking.interval.Bootstrap;
import dev.agon.ranking.interval.Clusters;
import dev.agon.ranking.interval.CrowdBradleyTerry;
import dev.agon.ranking.interval.Difference;
import dev.agon.ranking.interval.Draws;
import dev.agon.ranking.interval.Resampling;
import dev.agon.ranking.interval.Sandwich;
import dev.agon.ranking.interval.Uncertainty;
import dev.agon.ranking.listwise.Ballots;
import dev.agon.ranking.score.ScoreMethod;
import dev.agon.ranking.sequential.Elo;
import dev.agon.ranking.sequential.SequentialBoards;
import dev.agon.ranking.terms.TermFit;
import dev.agon.table.Count;
import dev.agon.table.vote.VoteFile;
import dev.agon.table.vote.VoteSubset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Ranks slices of votes by any method. */
final class VoteRanking {
  static final String CROWD = CrowdBradleyTerry.METHOD;
  static final String ELO = SequentialBoards.ELO;
  static final String TRUE_SKILL = SequentialBoards.TRUE_SKILL;
  static final String GLICKO = "glicko-2";
  private static final int USUAL_ROUNDS = 200;

  private final VoteFile votes;
  private final RankSettings settings;

  VoteRanking(VoteFile votes, RankSettings settings) {
    this.votes = votes;
    this.settings = settings;
  }

  /** The labels of all methods. */
  static List<String> methods() {
    return Stream.of(
            Arrays.stream(Method.values()).map(Method::label),
            Stream.of(CROWD, ELO, TRUE_SKILL, GLICKO, Ballots.METHOD),
            Arrays.stream(ScoreMethod.values()).map(ScoreMethod::label))
        .flatMap(labels -> labels)
        .toList();
  }

  /**
   * Ranks the votes of a slice.
   *
   * @throws IllegalArgumentException when the votes or the settings do not fit the method
   */
  Ranked of(VoteSubset slice) {
    return switch (settings.method()) {
      case CROWD -> crowd(slice.table());
      case ELO -> elo(slice.table());
      case TRUE_SKILL -> trueSkill(slice.table());
      case GLICKO -> glicko(slice);
      case Ballots.METHOD -> listwise(slice);
      case String label
          when Arrays.stream(Method.values()).anyMatch(method -> method.label().equals(label)) ->
          settings.terms().names().isEmpty() ? counted(slice.table()) : withTerms(slice);
      case String label -> score(slice.table(), ScoreMethod.of(label));
    };
  }

  private Ranked counted(VoteTable table) {
    PairCounts counts = PairCounts.of(table);
    counts.ensureItems(settings.anchor() == null ? 0 : votes.items().size());
    Fit fit = Fit.of(counts, settings.options(), null);
    Uncertainty uncertainty =
        settings.rounds() > 0
            ? bootstrap(table, counts, fit)
            : sandwich(table, counts, fit, settings.clustering());
    Leaderboard board =
        Leaderboard.of(counts, fit, uncertainty, settings.scale(), settings.anchor());
    Optional<Fragility> fragility =
        settings.fragility() && board.standings().size() > 1
            ? Optional.of(Fragility.of(counts, fit))
            : Optional.empty();
    List<Difference> leads = Ranked.Ratings.leads(board, fit, uncertainty);
    return new Ranked.Ratings(board, List.of(), fragility, settings.rounds(), leads);
  }

  private static Uncertainty sandwich(
      VoteTable table, PairCounts counts, Fit fit, Clustering clustering) {
    return switch (clustering) {
      case FISHER -> Sandwich.fisher(counts, fit);
      case NONE -> Sandwich.plain(counts, fit);
      case ANNOTATOR -> Sandwich.byAnnotator(counts, fit, Clusters.byAnnotator(table, counts));
      case COMPARISON -> Sandwich.byComparison(counts, fit, Clusters.byComparison(table, counts));
      case TWO_WAY ->
          Sandwich.twoWay(
              counts,
              fit,
              Clusters.byAnnotator(table, counts),
              Clusters.byComparison(table, counts),
              Clusters.repeated(table, counts));
    };
  }

  private Uncertainty bootstrap(VoteTable table, PairCounts counts, Fit fit) {
    int rounds = settings.rounds();
    long seed = settings.seed();
    Draws draws =
        switch (settings.clustering()) {
          case FISHER, NONE -> Bootstrap.ofVotes(counts, fit, rounds, seed);
          case ANNOTATOR, TWO_WAY ->
              Bootstrap.ofClusters(counts, fit, Clusters.byAnnotator(table, counts), rounds, seed);
          case COMPARISON ->
              Bootstrap.ofClusters(counts, fit, Clusters.byComparison(table, counts), rounds, seed);
        };
    return switch (settings.clustering()) {
      case FISHER, NONE -> Bootstrap.uncertainty(counts, fit, draws, settings.clustering(), null);
      case ANNOTATOR, TWO_WAY ->
          Bootstrap.uncertainty(
              counts, fit, draws, Clustering.ANNOTATOR, Clusters.byAnnotator(table, counts));
      case COMPARISON ->
          Bootstrap.uncertainty(
              counts, fit, draws, Clustering.COMPARISON, Clusters.byComparison(table, counts));
    };
  }

  private Ranked withTerms(VoteSubset slice) {
    if (settings.rounds() > 0 || settings.fragility()) {
      throw new IllegalArgumentException("--terms go with neither --bootstrap nor --fragility");
    }
    TermFit fit =
        TermFit.of(slice.table(), settings.options(), settings.terms().terms(votes, slice.rows()));
    Uncertainty uncertainty = fit.uncertainty(settings.clustering());
    Leaderboard board =
        Leaderboard.of(
            PairCounts.of(slice.table()),
            fit.fit(),
            uncertainty,
            settings.scale(),
            settings.anchor());
    return new Ranked.Ratings(
        board,
        fit.effects(settings.clustering()),
        Optional.empty(),
        0,
        Ranked.Ratings.leads(board, fit.fit(), uncertainty));
  }

  private Ranked score(VoteTable table, ScoreMethod method) {
    ScoreBoard board = method.board(table, settings.bothBad());
    String meaning =
        method.meaning() + "; " + BoardNotes.intervals(board.noInterval(), linearised(board));
    String without =
        board.groups().size() > 1 || !board.items().isEmpty()
            ? ""
            : BoardNotes.undetermined(PairCounts.of(table), settings.bothBad(), votes.items());
    return scores(table, board, meaning, without);
  }

  private int rounds() {
    return settings.rounds() > 0 ? settings.rounds() : USUAL_ROUNDS;
  }

  private static String linearised(ScoreBoard board) {
    return board.annotators() > 0
        ? "votes are independent but those of one annotator (" + board.annotators() + ")"
        : "votes are taken as independent";
  }

  /**
   * What a board says of intervals from resamples.
   *
   * @param order that resampled votes are in, after a blank; empty for their own
   */
  private String bootstrapped(VoteTable table, ScoreBoard board, String order) {
    String meaning =
        "intervals are from %s of %s%s"
            .formatted(
                Count.of(rounds(), "resample"),
                new Resampling(table).ofAnnotators() ? "annotators" : "votes",
                order);
    return BoardNotes.intervals(board.noInterval(), meaning);
  }

  private Ranked elo(VoteTable table) {
    double step = settings.step();
    ScoreBoard board =
        SequentialBoards.board(
            ELO,
            table,
            sample -> SequentialBoards.ratings(new Elo(step), sample),
            true,
            rounds(),
            settings.seed());
    String meaning =
        "k = %s, votes in the order of the file; %s"
            .formatted(
                step == Math.rint(step) ? (Object) (long) step : step,
                bootstrapped(table, board, " in random order"));
    return scores(table, board, meaning, "");
  }

  private Ranked trueSkill(VoteTable table) {
    ScoreBoard board = SequentialBoards.trueSkill(table, rounds(), settings.seed());
    String meaning =
        "votes in the order of the file; " + bootstrapped(table, board, " in random order");
    return scores(table, board, meaning, "");
  }

  /** Rows with the same value of the ballot's column are one ranking; each its own without one. */
  private Ranked listwise(VoteSubset slice) {
    String column = settings.ballot();
    int[] ballot = slice.rows();
    if (column != null) {
      String[] values = votes.extra(column);
      Names names = new Names();
      ballot = IntStream.of(slice.rows()).map(row -> names.number(values[row])).toArray();
    }
    Ballots ballots = Ballots.of(slice.table(), ballot);
    ScoreBoard board = ballots.board();
    int rankings = ballots.rankings().size();
    String meaning =
        "%s, %d with ties left out; %s"
            .formatted(
                Count.of(rankings, "ranking"),
                ballots.leftOut(),
                BoardNotes.intervals(
                    board.noInterval(),
                    "low and high are of a 95 % interval; "
                        + linearised(board).replace("votes", "rankings")));
    return new Ranked.Scores(
        board,
        slice.table().rows(),
        Judges.of(board, "rankings", rankings),
        meaning,
        rankings == 0 ? "every ranking has ties or lacks pairs" : "",
        List.of());
  }

  /** A vote of a resample takes place in its own rating period. */
  private Ranked glicko(VoteSubset slice) {
    VoteTable table = slice.table();
    String[] values = settings.period() == null ? null : votes.extra(settings.period());
    VoteTable numbered = new VoteTable(table.rows());
    for (int row = 0; row < table.rows(); row++) {
      numbered.add(
          table.first(row),
          table.second(row),
          Outcome.of(table.outcomeCode(row)),
          table.weight(row),
          table.annotator(row),
          slice.rows()[row]);
    }
    ScoreBoard board =
        SequentialBoards.board(
            GLICKO,
            numbered,
            sample -> GlickoPeriods.of(sample, values).ratings(),
            false,
            rounds(),
            settings.seed());
    int periods = GlickoPeriods.of(numbered, values).periods();
    String meaning =
        "%s, tau = %s; %s"
            .formatted(
                Count.of(periods, "rating period"),
                GlickoPeriods.TAU,
                bootstrapped(table, board, ""));
    return scores(table, board, meaning, "");
  }

  private Ranked crowd(VoteTable table) {
    PairCounts counts = PairCounts.of(table);
    Clusters annotators = Clusters.byAnnotator(table, counts);
    CrowdBradleyTerry.Result result =
        CrowdBradleyTerry.fit(counts, annotators, settings.bothBad(), settings.ridge());
    ScoreBoard board =
        ScoreBoard.ofStrengths(CROWD, result.fit(), result.uncertainty(), settings.scale(), counts);
    LongIndex seen = new LongIndex();
    List<Ranked.Reliable> reliable = new ArrayList<>();
    for (int row = 0; row < table.rows(); row++) {
      int annotator = table.annotator(row);
      int known = seen.size();
      if (annotator == VoteTable.NONE) {
        throw new IllegalArgumentException("crowd-bt needs --annotator");
      }
      if (seen.number(annotator) == known) {
        reliable.add(new Ranked.Reliable(annotator, result.reliability()[known]));
      }
    }
    String meaning =
        BoardNotes.intervals(
            board.noInterval(), "low and high are of a 95 % interval; " + linearised(board));
    return new Ranked.Scores(board, table.rows(), judges(table, board), meaning, "", reliable);
  }

  private static Ranked scores(VoteTable table, ScoreBoard board, String meaning, String without) {
    return new Ranked.Scores(
        board, table.rows(), judges(table, board), meaning, without, List.of());
  }

  private static Judges judges(VoteTable table, ScoreBoard board) {
    return Judges.of(board, "votes", table.rows());
  }
}
