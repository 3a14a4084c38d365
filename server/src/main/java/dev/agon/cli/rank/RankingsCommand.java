package dev.agon.cli.rank;

import dev.agon.preference.Names;
import dev.agon.ranking.Clustering;
import dev.agon.ranking.ScoreBoard;
import dev.agon.ranking.StrengthFit;
import dev.agon.ranking.listwise.Ballots;
import dev.agon.ranking.listwise.PlackettLuce;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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
      "FILE is CSV with a header, or JSON objects one a line (.jsonl, .ndjson); either may be"
          + " gzipped (.gz). A ranking names items best first: a > b > c. Items after a comma in the"
          + " last place are behind all others, in no order: a > b, c says only that a is best.",
      "",
      "Intervals are 95 %% sandwich intervals; the rankings of one annotator may depend on each"
          + " other. Where rankings do not determine finite ratings a weak prior is used, and said"
          + " so.",
      "",
      "Exit codes: 0 done; 2 wrong use or a bad file, told as file:line:column on stderr.",
    })
public final class RankingsCommand implements Callable<Integer> {
  private static final int WRONG = 2;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The rankings.")
  private Path file = Path.of("");

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
  private final List<dev.agon.ranking.listwise.Ranking> rankings = new ArrayList<>();

  @Override
  public Integer call() {
    CommandLine line = Objects.requireNonNull(spec).commandLine();
    try {
      List<@Nullable String> columns = new ArrayList<>();
      columns.add(ranking);
      columns.add(annotator);
      TableFile.read(file, columns, this::add);
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
              ? "± is half a 95 % interval; rankings are independent"
              : "± is half a 95 % interval; rankings are independent but those of one annotator";
      Report report =
          new ScoreReport(
              new Ranked.Scores(board, rankings.size(), meaning, List.of()), items, annotators);
      report.notes().forEach(note -> line.getErr().println("agon rankings: " + note));
      line.getOut().print(json ? report.json().toPrettyString() + "\n" : report.table());
      line.getOut().flush();
      return 0;
    } catch (FileProblem e) {
      line.getErr().println("agon rankings: " + e.getMessage());
      return WRONG;
    }
  }

  private void add(String[] fields, long line, int[] places) throws FileProblem {
    List<String> steps = new ArrayList<>(List.of(fields[0].split(">", -1)));
    List<String> others = List.of(steps.removeLast().split(",", -1));
    boolean full = others.size() == 1;
    try {
      Set<String> seen = new HashSet<>();
      int[] placed = numbers(steps, seen);
      int[] last = numbers(others, seen);
      if (placed.length == 0) {
        throw new IllegalArgumentException("nothing is placed before anything");
      }
      rankings.add(
          new dev.agon.ranking.listwise.Ranking(
              full ? joined(placed, last) : placed,
              full ? new int[0] : last,
              1,
              annotator == null ? -1 : annotators.number(fields[1])));
    } catch (IllegalArgumentException e) {
      throw new FileProblem(file, line, places[0], ranking + ": " + e.getMessage());
    }
  }

  private int[] numbers(List<String> names, Set<String> seen) {
    return names.stream().map(String::strip).mapToInt(name -> number(name, seen)).toArray();
  }

  private int number(String name, Set<String> seen) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a place is empty");
    }
    if (!seen.add(name)) {
      throw new IllegalArgumentException("'" + name + "' is ranked twice");
    }
    return items.number(name);
  }

  private static int[] joined(int[] some, int[] more) {
    int[] all = Arrays.copyOf(some, some.length + more.length);
    System.arraycopy(more, 0, all, some.length, more.length);
    return all;
  }
}
