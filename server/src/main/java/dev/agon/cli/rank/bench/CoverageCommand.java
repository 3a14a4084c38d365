package dev.agon.cli.rank.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agon.cli.rank.bench.CoverageBench.Row;
import dev.agon.cli.rank.bench.MethodCoverage.Line;
import dev.agon.cli.rank.report.BoardNotes;
import dev.agon.table.Count;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code agon bench coverage}: how often intervals hold the truth. */
@Command(
    name = "coverage",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Measures in simulated studies how often 95 %% intervals hold the truth.",
    footerHeading = "%n",
    footer = {
      "The truth of a method is what it gives of the population's expected table, every pair alike;"
          + " of a method that depends on the order of votes, its mean over 1,000 fresh studies."
          + " Each annotator has tastes of their own, so that their votes depend on each other."
          + " Every second study has an item that nearly always loses or wins; coverage is "
          + "given apart for items whose true share is below .1 or above .9. Widths are "
          + "over the standard"
          + " deviation of the true scores, then beside the narrowest method's. Refused are items"
          + " without an interval.",
      "",
      "With --by-drawing: Bradley-Terry alone, clustered by annotator and not, with pairs drawn at"
          + " random and by near ties, mixed with a tenth of uniform draws.",
    })
public final class CoverageCommand implements Callable<Integer> {
  /** The standard deviation of the generators' utilities. */
  private static final double SPREAD = 0.5;

  /** Intervals that hold the truth more often are wider than they say. */
  private static final double CONSERVATIVE = 0.98;

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--studies", description = "How many per line (default: ${DEFAULT-VALUE}).")
  private int studies = 1000;

  @Option(names = "--generators", description = "How many (default: 6; 12 with --by-drawing).")
  private @Nullable Integer generators;

  @Option(
      names = "--annotators",
      split = ",",
      description =
          "Numbers of annotators (default: 2,3,5,10,20,60; 8,15,30,60,200 with --by-drawing).")
  private @Nullable List<Integer> annotators;

  @Option(
      names = "--votes",
      description = "Votes of each annotator (default: 20; 100 with --by-drawing).")
  private @Nullable Integer votes;

  @Option(names = "--taste", description = "Of annotators' tastes (default: ${DEFAULT-VALUE}).")
  private double taste = 0.7;

  @Option(
      names = "--rounds",
      description = "Resamples of each bootstrap (default: ${DEFAULT-VALUE}).")
  private int rounds = 100;

  @Option(names = "--by-drawing", description = "Bradley-Terry by how pairs are drawn.")
  private boolean byDrawing;

  @Option(names = "--seed", description = "Of the simulation (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() {
    CommandLine line = Objects.requireNonNull(spec).commandLine();
    int items = generators == null ? byDrawing ? 12 : 6 : generators;
    int each = votes == null ? byDrawing ? 100 : 20 : votes;
    List<Integer> numbers = annotators;
    if (numbers == null) {
      numbers = byDrawing ? List.of(8, 15, 30, 60, 200) : List.of(2, 3, 5, 10, 20, 60);
    }
    if (studies < 1 || items < 2 || each < 1 || numbers.stream().anyMatch(n -> n < 1)) {
      throw new ParameterException(line, "needs a study, two generators, an annotator and a vote");
    }
    if (rounds < 2) {
      throw new ParameterException(line, "--rounds needs at least 2 resamples");
    }
    Setting setting = new Setting(items, numbers, each);
    if (byDrawing) {
      rows(line.getOut(), setting);
    } else {
      methods(line.getOut(), setting);
    }
    line.getOut().flush();
    return 0;
  }

  /** What is simulated. */
  private record Setting(int generators, List<Integer> annotators, int votes) {}

  private ObjectNode document(Setting setting) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("studies", studies).put("generators", setting.generators);
    root.put("votes_each", setting.votes);
    return root.put("taste", taste).put("seed", seed);
  }

  private void head(PrintWriter out, Setting setting) {
    out.printf(
        Locale.ROOT,
        "%s per line, %s, %s per annotator, tastes %.2f%n%n",
        Count.of(studies, "study", "studies"),
        Count.of(setting.generators, "generator"),
        Count.of(setting.votes, "vote"),
        taste);
  }

  private void methods(PrintWriter out, Setting setting) {
    MethodCoverage coverage = new MethodCoverage(setting.generators, setting.votes, taste, rounds);
    ObjectNode root = document(setting);
    ArrayNode list = root.putArray("methods");
    if (!json) {
      head(out, setting);
      out.printf(
          "%-26s %10s %16s %8s %7s %7s %8s%n",
          "method", "annotators", "coverage", "extreme", "width", "beside", "refused");
    }
    for (int number : setting.annotators) {
      for (Line line : coverage.of(number, studies, SPREAD, seed)) {
        if (json) {
          put(list.addObject(), line);
        } else {
          out.print(told(line));
          out.flush();
        }
      }
    }
    if (json) {
      out.println(root.toPrettyString());
    }
  }

  private static void put(ObjectNode node, Line line) {
    node.put("method", line.method())
        .put("annotators", line.annotators())
        .put("coverage", BoardNotes.known(line.coverage()))
        .put("coverage_se", BoardNotes.known(line.error()))
        .put("extreme", BoardNotes.known(line.extreme()))
        .put("width", BoardNotes.known(line.width()))
        .put("beside", BoardNotes.known(line.beside()))
        .put("refused", line.refused());
  }

  private static String told(Line line) {
    if (Double.isNaN(line.coverage())) {
      return String.format(
          Locale.ROOT,
          "%-26s %10d %16s %8s %7s %7s %8.3f%n",
          line.method(),
          line.annotators(),
          "no interval",
          "",
          "",
          "",
          line.refused());
    }
    return String.format(
        Locale.ROOT,
        "%-26s %10d %8.3f ± %.3f %8.3f %7.2f %7.2f %8.3f%s%n",
        line.method(),
        line.annotators(),
        line.coverage(),
        1.96 * line.error(),
        line.extreme(),
        line.width(),
        line.beside(),
        line.refused(),
        line.coverage() > CONSERVATIVE ? "  conservative" : "");
  }

  private void rows(PrintWriter out, Setting setting) {
    List<Row> rows = new ArrayList<>();
    for (boolean adaptive : new boolean[] {false, true}) {
      for (int number : setting.annotators) {
        rows.add(
            new CoverageBench(setting.generators, number, setting.votes, taste, adaptive)
                .run(studies, seed));
      }
    }
    if (json) {
      ObjectNode root = document(setting);
      put(root.putArray("rows"), rows);
      out.println(root.toPrettyString());
    } else {
      head(out, setting);
      print(out, rows);
    }
  }

  private static void put(ArrayNode list, List<Row> rows) {
    for (Row row : rows) {
      list.addObject()
          .put("drawing", row.adaptive() ? "adaptive" : "uniform")
          .put("annotators", row.annotators())
          .put("clustered", row.clustered())
          .put("clustered_se", row.clusteredError())
          .put("differences", row.differences())
          .put("unclustered", row.plain())
          .put("too_few_annotators", row.tooFew());
    }
  }

  private static void print(PrintWriter out, List<Row> rows) {
    out.printf(
        "%-9s %10s %20s %12s %12s%n",
        "drawing", "annotators", "by annotator", "differences", "unclustered");
    for (Row row : rows) {
      out.printf(
          Locale.ROOT,
          "%-9s %10d %12.3f ± %.3f %12.3f %12.3f%s%n",
          row.adaptive() ? "adaptive" : "uniform",
          row.annotators(),
          row.clustered(),
          1.96 * row.clusteredError(),
          row.differences(),
          row.plain(),
          row.tooFew() ? "  too few annotators" : "");
    }
  }
}
