package dev.agon.cli.rank;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agon.cli.input.ReadingOptions;
import dev.agon.cli.rank.report.BoardNotes;
import dev.agon.cli.rank.report.Judges;
import dev.agon.cli.rank.report.Ranked;
import dev.agon.cli.rank.report.Report;
import dev.agon.cli.rank.report.ScoreReport;
import dev.agon.cli.rank.report.WrittenRanking;
import dev.agon.preference.Names;
import dev.agon.ranking.Clustering;
import dev.agon.ranking.board.ScoreBoard;
import dev.agon.ranking.interval.StrengthFit;
import dev.agon.ranking.listwise.Ballots;
import dev.agon.ranking.listwise.PlackettLuce;
import dev.agon.ranking.listwise.Ranking;
import dev.agon.table.FileProblem;
import dev.agon.table.Row;
import dev.agon.table.RowProblem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code agon rankings FILE}: a leaderboard from rankings of several items. */
@Command(
    name = "rankings",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Ranks items by rankings of several, with the Plackett-Luce model.",
    footerHeading = "%n",
    footer = {
      ReadingOptions.FILES,
      "",
      "A ranking names items best first: a > b > c. Items after a comma in the"
          + " last place are behind all others, in no order: a > b, c says only that a is best."
          + " There are no ties. A JSON array says the same, in a CSV cell too, and its names may"
          + " hold any sign: [\"a\", \"b\", \"c\"], or [\"a\", [\"b\", \"c\"]] for a > b, c.",
      "",
      "Intervals are 95 %% sandwich intervals; the rankings of one annotator may depend on each"
          + " other. Where rankings do not determine finite ratings a weak prior is used, and said"
          + " so.",
      "",
      "Exit codes: 0 done; 2 wrong use or a bad file, reported as file:line:column on stderr.",
    })
public final class RankingsCommand implements Callable<Integer> {
  private static final int WRONG = 2;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "The rankings.")
  private List<Path> files = new ArrayList<>();

  @Mixin private ReadingOptions reading = new ReadingOptions();

  @Option(
      names = "--ranking",
      paramLabel = "COLUMN",
      description = "Column of the rankings (default: ${DEFAULT-VALUE}).")
  private String ranking = "ranking";

  @Option(
      names = "--annotator",
      paramLabel = "COLUMN",
      description = "Column of who ranked (default: each ranking by itself).")
  private @Nullable String annotator;

  @Option(
      names = "--ridge",
      paramLabel = "PRECISION",
      description =
          "Precision of a normal prior on log-strengths (default: 0, a prior only where needed).")
  private double ridge;

  @Mixin private ScaleOptions scale = new ScaleOptions();

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  private final Names items = new Names();
  private final Names annotators = new Names();
  private final List<Ranking> rankings = new ArrayList<>();

  @Override
  public Integer call() {
    CommandLine line = Objects.requireNonNull(spec).commandLine();
    try {
      List<String> columns = annotator == null ? List.of(ranking) : List.of(ranking, annotator);
      reading.tell(line.getErr(), "agon rankings", reading.reading(files).read(columns, this::add));
      FitProgress progress = new FitProgress("agon rankings", line.getErr(), items.size());
      StrengthFit fit = PlackettLuce.fit(rankings, items.size(), ridge, progress::step);
      progress.intervals();
      if (fit.prior() != null && ridge == 0) {
        line.getErr()
            .println(
                "agon rankings: the rankings do not determine finite ratings; a weak prior was used");
      }
      Clustering clustering = annotator == null ? Clustering.NONE : Clustering.ANNOTATOR;
      ScoreBoard board =
          ScoreBoard.ofStrengths(
              Ballots.METHOD,
              fit,
              fit.uncertainty(clustering),
              scale.scale(),
              PlackettLuce.groups(rankings, items.size()));
      String meaning =
          annotator == null
              ? "low and high are of a 95 % interval; rankings are taken as independent"
              : "low and high are of a 95 % interval; rankings are independent but those of one"
                  + " annotator (%d)".formatted(board.annotators());
      Report report =
          new ScoreReport(
              new Ranked.Scores(
                  board,
                  rankings.size(),
                  Judges.of(board, "rankings", rankings.size()),
                  BoardNotes.intervals(board.noInterval(), meaning),
                  "",
                  List.of()),
              items,
              annotators);
      report.notes().forEach(note -> line.getErr().println("agon rankings: " + note));
      line.getOut().print(json ? report.json().toPrettyString() + "\n" : report.table());
      line.getOut().flush();
      return 0;
    } catch (FileProblem e) {
      e.problems().forEach(problem -> line.getErr().println("agon rankings: " + problem));
      return WRONG;
    }
  }

  private void add(Row row) throws RowProblem {
    WrittenRanking written;
    try {
      JsonNode cell = row.cell(ranking).value();
      written = cell.isArray() ? WrittenRanking.of(cell) : WrittenRanking.of(row.name(ranking));
    } catch (IllegalArgumentException e) {
      throw row.problem(ranking, String.valueOf(e.getMessage()));
    }
    int who = annotator == null ? -1 : annotators.number(named(row, annotator));
    int[] placed = numbers(written.placed());
    int[] others = numbers(written.others());
    rankings.add(new Ranking(placed, others, 1, who));
  }

  private static String named(Row row, String column) throws RowProblem {
    String name = row.name(column);
    if (name.isBlank()) {
      throw row.problem(column, "is empty");
    }
    return name;
  }

  private int[] numbers(List<String> names) {
    return names.stream().mapToInt(items::number).toArray();
  }
}
