package dev.agon.cli.rank;

import dev.agon.cli.input.ReadingOptions;
import dev.agon.cli.rank.file.ClusterBy;
import dev.agon.cli.rank.file.GroupingOptions;
import dev.agon.cli.rank.file.VoteOptions;
import dev.agon.cli.rank.report.PairsReport;
import dev.agon.cli.rank.report.Ranked;
import dev.agon.cli.rank.report.Report;
import dev.agon.cli.rank.report.Reports;
import dev.agon.ranking.BothBad;
import dev.agon.ranking.Clustering;
import dev.agon.ranking.Method;
import dev.agon.ranking.listwise.Weighing;
import dev.agon.ranking.sequential.Elo;
import dev.agon.table.FileProblem;
import dev.agon.table.vote.TermColumns;
import dev.agon.table.vote.VoteFile;
import dev.agon.table.vote.VoteSubset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
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
      ReadingOptions.FILES,
      "",
      "Intervals are 95 %% sandwich intervals. With --annotator or --comparison the votes of one"
          + " annotator, or on one comparison, may depend on each other; with both, both may."
          + " The rank of an item is a range: it is clearly better than another only where the"
          + " interval of their difference excludes zero. Where the votes do not determine finite"
          + " ratings a weak prior is used, and said so.",
      "",
      "Few annotators: of one, every rank is possible; under 8, or fewer than items, they are said to"
          + " be too few; scores, elo, trueskill and glicko-2 give no intervals"
          + " under 5, but the reason (stderr; interval_note in JSON, low and high null). Where"
          + " nobody is named votes count as annotators. Items that were never compared, not "
          + "even through others, are in groups:"
          + " ranks and differences are within a group.",
      "",
      "JSON: items best first; log_strength is natural and mean-centred; se, low and high are on"
          + " the rating's scale; ties are the votes that counted as ties; a member ridge is there"
          + " when a prior was used; data_hash is of the votes that were ranked, equal to that of a"
          + " board of the same votes.",
      "",
      "Exit codes: 0 done; 2 wrong use or a bad file, reported as file:line:column on "
          + "stderr (in CSV"
          + " the column is the field's number).",
    })
public final class RankCommand implements Callable<Integer> {
  private static final int WRONG = 2;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "The votes.")
  private List<Path> files = new ArrayList<>();

  @Mixin private VoteOptions columns = new VoteOptions();
  @Mixin private GroupingOptions groupings = new GroupingOptions();

  @Option(
      names = "--method",
      paramLabel = "METHOD",
      completionCandidates = Methods.class,
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private String method = Method.BRADLEY_TERRY.label();

  @Option(
      names = "--terms",
      paramLabel = "TERM",
      split = ",",
      description =
          "What moves votes beside the items: position (left was shown first); length, headers,"
              + " bold, lists (from columns left_length, right_length ...); or a column whose"
              + " values are languages, groups or the like, with an offset of every item at each.")
  private List<String> terms = List.of();

  @Option(
      names = "--cluster-by",
      paramLabel = "WHAT",
      description =
          "${COMPLETION-CANDIDATES}: whose votes may depend on each other; fisher trusts the model"
              + " (default: by the columns that are named).")
  private @Nullable ClusterBy clusterBy;

  @Option(
      names = "--bootstrap",
      paramLabel = "N",
      description =
          "Take intervals from N resamples: of annotators, comparisons or votes. They are around the"
              + " rating: the resamples' standard deviation, enlarged for few clusters, with"
              + " Student's t.")
  private int rounds;

  @Option(names = "--seed", paramLabel = "NUMBER", description = "Of them (default: 1).")
  private long seed = 1;

  @Option(
      names = "--by",
      paramLabel = "COLUMN",
      description = "A board for each value of a column.")
  private @Nullable String by;

  @Option(
      names = "--period",
      paramLabel = "COLUMN",
      description = "Rating periods of glicko-2, in the order of the file (default: one period).")
  private @Nullable String period;

  @Option(
      names = "--k",
      paramLabel = "STEP",
      description =
          "Points by which a vote moves an Elo rating at most (default: ${DEFAULT-VALUE}).")
  private double step = Elo.ARENA_STEP;

  @Option(
      names = "--fragility",
      description = "Find the fewest votes whose removal changes the first place, by a refit.")
  private boolean fragility;

  @Option(
      names = "--pairs",
      description =
          "Show the record of every two items: score with Wilson's 95 %% interval, the mean of its"
              + " scores in both positions, and what the ratings imply. Ties count half. Each vote counts"
              + " once; where weights are unequal the weighted score stands beside it.")
  private boolean pairs;

  @Option(
      names = "--criterion-weights",
      paramLabel = "NAME=WEIGHT",
      split = ",",
      description =
          "One board of several criteria: a vote counts as much as its criterion; votes on others"
              + " are left out.")
  private Map<String, Double> criterionWeights = new LinkedHashMap<>();

  @Option(
      names = "--criterion",
      paramLabel = "COLUMN",
      description = "Column of the criteria (default: ${DEFAULT-VALUE}).")
  private String criterion = "criterion";

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

  @Mixin private ScaleOptions scale = new ScaleOptions();

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() {
    CommandLine line = Objects.requireNonNull(spec).commandLine();
    if (!VoteRanking.methods().contains(method)) {
      throw new ParameterException(
          line,
          "no ranking method is called '%s'; there are %s"
              .formatted(method, String.join(", ", VoteRanking.methods())));
    }
    try {
      MethodOptions.check(method, line.getParseResult());
      TermColumns wanted = new TermColumns(terms);
      List<String> extras = new ArrayList<>(wanted.columns());
      if (by != null) {
        extras.add(by);
      }
      if (period != null) {
        extras.add(period);
      }
      if (!criterionWeights.isEmpty()) {
        extras.add(criterion);
      }
      VoteFile votes = columns.read(files, extras, groupings, "agon rank", line.getErr());
      if (!criterionWeights.isEmpty()) {
        votes = votes.weighed(criterion, criterionWeights);
      }
      Weighing.check(method, votes.table());
      MethodOptions.notes(method, groupings.hasComparison())
          .forEach(note -> line.getErr().println("agon rank: " + note));
      print(line, votes, settings(votes, wanted));
      return 0;
    } catch (FileProblem e) {
      e.problems().forEach(problem -> line.getErr().println("agon rank: " + problem));
      return WRONG;
    } catch (IllegalArgumentException e) {
      line.getErr().println("agon rank: " + e.getMessage());
      return WRONG;
    }
  }

  private RankSettings settings(VoteFile votes, TermColumns wanted) {
    if (!(step > 0 && step < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("--k is a number above 0, not " + step);
    }
    if (rounds < 0 || rounds == 1) {
      throw new IllegalArgumentException("--bootstrap needs at least 2 resamples");
    }
    Clustering clustering =
        clusterBy == null
            ? ClusterBy.usual(columns.hasAnnotator(), groupings.hasComparison())
            : clusterBy.clustering(columns.hasAnnotator(), groupings.hasComparison());
    return new RankSettings(
        method,
        bothBad,
        ridge,
        scale.scale(),
        scale.anchor(votes.items()),
        clustering,
        rounds,
        seed,
        wanted,
        period,
        fragility,
        groupings.ballot(),
        step);
  }

  private void print(CommandLine line, VoteFile votes, RankSettings settings) {
    VoteRanking ranking = new VoteRanking(votes, settings);
    List<VoteSubset> slices =
        by == null ? List.of(VoteSubset.all(votes)) : VoteSubset.by(votes, by);
    List<Report> reports = new ArrayList<>();
    List<PairsReport> records = new ArrayList<>();
    for (VoteSubset slice : slices) {
      Ranked ranked = ranking.of(slice);
      Report report = Report.of(ranked, votes);
      String value = by == null ? "" : slice.value() + ": ";
      report.notes().forEach(note -> line.getErr().println("agon rank: " + value + note));
      reports.add(report);
      if (pairs) {
        records.add(PairsReport.of(ranked, slice.table(), votes.items()));
      }
    }
    Reports all = new Reports(votes, by, slices, reports, records);
    line.getOut().print(json ? all.json() : all.table());
    line.getOut().flush();
  }

  static final class Methods extends ArrayList<String> {
    private static final long serialVersionUID = 1;

    Methods() {
      super(VoteRanking.methods());
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
