package dev.agon.cli;

import dev.agon.preference.PairCounts;
import dev.agon.preference.VoteTable;
import dev.agon.ranking.BothBad;
import dev.agon.ranking.Clusters;
import dev.agon.ranking.Fit;
import dev.agon.ranking.FitOptions;
import dev.agon.ranking.Leaderboard;
import dev.agon.ranking.Method;
import dev.agon.ranking.RatingScale;
import dev.agon.ranking.Sandwich;
import dev.agon.ranking.Uncertainty;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code agon rank FILE}: a leaderboard from a file of votes, without any server. */
@Command(
    name = "rank",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Ranks the items of a file of votes.",
    footerHeading = "%n",
    footer = {
      "FILE is CSV with a header, or JSON objects one a line (.jsonl, .ndjson); either may be"
          + " gzipped (.gz). The winner is one of left, right, tie, both_bad, or as arenas write it"
          + " model_a, model_b, tie, tie (bothbad).",
      "",
      "Intervals are 95 %% sandwich intervals. With --annotator or --comparison the votes of one"
          + " annotator, or on one comparison, may depend on each other; with both, both may."
          + " The rank of an item is a range: it is surely better than another only where the"
          + " interval of their difference excludes zero. Where the votes do not determine finite"
          + " ratings a weak prior is used, and said so.",
      "",
      "JSON: items best first; log_strength is natural and mean-centred; se, low and high are on"
          + " the rating's scale; ties are the votes that counted as ties; a member ridge is there"
          + " when a prior was used.",
      "",
      "Exit codes: 0 done; 2 wrong use or a bad file, told as file:line:column on stderr (in CSV"
          + " the column is the field's number).",
    })
public final class RankCommand implements Callable<Integer> {
  private static final int WRONG = 2;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The votes.")
  private Path file = Path.of("");

  @Option(
      names = "--left",
      paramLabel = "COLUMN",
      description = "Column of the first item (default: ${DEFAULT-VALUE}).")
  private String left = "left";

  @Option(
      names = "--right",
      paramLabel = "COLUMN",
      description = "Column of the second item (default: ${DEFAULT-VALUE}).")
  private String right = "right";

  @Option(
      names = "--winner",
      paramLabel = "COLUMN",
      description = "Column of the winner (default: ${DEFAULT-VALUE}).")
  private String winner = "winner";

  @Option(
      names = "--annotator",
      paramLabel = "COLUMN",
      description = "Column of who voted; clusters the intervals.")
  private @Nullable String annotator;

  @Option(
      names = "--comparison",
      paramLabel = "COLUMN",
      description = "Column of what was judged; clusters the intervals.")
  private @Nullable String comparison;

  @Option(
      names = "--weight",
      paramLabel = "COLUMN",
      description = "Column of the votes' weights, above 0 (none: each counts 1).")
  private @Nullable String weight;

  @Option(
      names = "--method",
      paramLabel = "METHOD",
      converter = MethodLabel.class,
      completionCandidates = MethodLabels.class,
      defaultValue = "bradley-terry",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Method method = Method.BRADLEY_TERRY;

  @Option(
      names = "--both-bad",
      paramLabel = "HOW",
      converter = BothBadLabel.class,
      completionCandidates = BothBadLabels.class,
      defaultValue = "tie",
      description =
          "How both-bad votes count: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private BothBad bothBad = BothBad.TIE;

  @Option(
      names = "--ridge",
      paramLabel = "PRECISION",
      description =
          "Precision of a normal prior on log-strengths (default: 0, a prior only where needed).")
  private double ridge;

  @Option(
      names = "--scale",
      paramLabel = "POINTS",
      description = "Points for odds of the base to one (default: ${DEFAULT-VALUE}).")
  private double scale = 400;

  @Option(
      names = "--base",
      paramLabel = "NUMBER",
      description = "Those odds (default: ${DEFAULT-VALUE}).")
  private double base = 10;

  @Option(
      names = "--centre",
      paramLabel = "RATING",
      description = "The mean rating (default: ${DEFAULT-VALUE}).")
  private double centre = 1000;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() {
    CommandLine line = Objects.requireNonNull(spec).commandLine();
    Settings settings = settings(line);
    try {
      VoteFile votes = VoteFile.read(file, settings.columns());
      RankReport report = new RankReport(rank(votes.table(), settings), votes.items());
      report.notes().forEach(note -> line.getErr().println("agon rank: " + note));
      line.getOut().print(json ? report.json() : report.table());
      line.getOut().flush();
      return 0;
    } catch (FileProblem e) {
      line.getErr().println("agon rank: " + e.getMessage());
      return WRONG;
    }
  }

  private record Settings(VoteColumns columns, FitOptions options, RatingScale scale) {}

  private Settings settings(CommandLine line) {
    try {
      return new Settings(
          new VoteColumns(left, right, winner, annotator, comparison, weight),
          new FitOptions(method, bothBad, ridge),
          new RatingScale(scale, base, centre));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(line, String.valueOf(e.getMessage()), e);
    }
  }

  private Leaderboard rank(VoteTable table, Settings settings) {
    PairCounts counts = PairCounts.of(table);
    Fit fit = Fit.of(counts, settings.options(), null);
    return Leaderboard.of(counts, fit, uncertainty(table, counts, fit), settings.scale());
  }

  private Uncertainty uncertainty(VoteTable table, PairCounts counts, Fit fit) {
    if (annotator != null && comparison != null) {
      return Sandwich.twoWay(
          counts,
          fit,
          Clusters.byAnnotator(table, counts),
          Clusters.byComparison(table, counts),
          Clusters.byAnnotatorAndComparison(table, counts));
    }
    if (annotator != null) {
      return Sandwich.byAnnotator(counts, fit, Clusters.byAnnotator(table, counts));
    }
    if (comparison != null) {
      return Sandwich.byComparison(counts, fit, Clusters.byComparison(table, counts));
    }
    return Sandwich.plain(counts, fit);
  }

  static final class MethodLabels extends ArrayList<String> {
    private static final long serialVersionUID = 1;

    MethodLabels() {
      super(Arrays.stream(Method.values()).map(Method::label).toList());
    }
  }

  static final class MethodLabel implements ITypeConverter<Method> {
    @Override
    public Method convert(String label) {
      try {
        return Method.of(label);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  static final class BothBadLabels extends ArrayList<String> {
    private static final long serialVersionUID = 1;

    BothBadLabels() {
      super(List.of("tie", "drop"));
    }
  }

  static final class BothBadLabel implements ITypeConverter<BothBad> {
    @Override
    public BothBad convert(String label) {
      return switch (label) {
        case "tie" -> BothBad.TIE;
        case "drop" -> BothBad.DROP;
        default -> throw new TypeConversionException("'" + label + "' is neither tie nor drop");
      };
    }
  }
}
