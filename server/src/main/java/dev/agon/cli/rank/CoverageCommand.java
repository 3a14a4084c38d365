package dev.agon.cli.rank;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agon.cli.rank.CoverageBench.Row;
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
    footer =
        "The truth is the Bradley-Terry value that the population's pair probabilities imply, every"
            + " pair alike. Each annotator has tastes of their own, so that their votes depend on"
            + " each other. Adaptive drawing prefers near ties, mixed with a tenth of uniform"
            + " draws.")
public final class CoverageCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--studies", description = "How many a line (default: ${DEFAULT-VALUE}).")
  private int studies = 1000;

  @Option(names = "--generators", description = "How many (default: ${DEFAULT-VALUE}).")
  private int generators = 12;

  @Option(
      names = "--annotators",
      split = ",",
      description = "Numbers of annotators, a line each (default: 8,15,30,60,200).")
  private List<Integer> annotators = List.of(8, 15, 30, 60, 200);

  @Option(names = "--votes", description = "Votes of each annotator (default: ${DEFAULT-VALUE}).")
  private int votes = 100;

  @Option(names = "--taste", description = "Of annotators' tastes (default: ${DEFAULT-VALUE}).")
  private double taste = 0.7;

  @Option(names = "--seed", description = "Of the simulation (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() {
    CommandLine line = Objects.requireNonNull(spec).commandLine();
    if (studies < 1 || generators < 2 || votes < 1 || annotators.stream().anyMatch(n -> n < 1)) {
      throw new ParameterException(line, "needs a study, two generators, an annotator and a vote");
    }
    List<Row> rows = new ArrayList<>();
    for (boolean adaptive : new boolean[] {false, true}) {
      for (int number : annotators) {
        rows.add(new CoverageBench(generators, number, votes, taste, adaptive).run(studies, seed));
      }
    }
    PrintWriter out = line.getOut();
    if (json) {
      out.println(document(rows));
    } else {
      print(out, rows);
    }
    out.flush();
    return 0;
  }

  private String document(List<Row> rows) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("studies", studies).put("generators", generators).put("votes_each", votes);
    root.put("taste", taste).put("seed", seed);
    ArrayNode list = root.putArray("rows");
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
    return root.toPrettyString();
  }

  private void print(PrintWriter out, List<Row> rows) {
    out.printf(
        Locale.ROOT,
        "%d studies a line, %d generators, %d votes an annotator, tastes %.2f%n%n",
        studies,
        generators,
        votes,
        taste);
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
