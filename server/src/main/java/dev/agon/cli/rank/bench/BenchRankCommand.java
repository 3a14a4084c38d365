package dev.agon.cli.rank.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agon.table.Count;
import java.io.IOException;
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

/** {@code agon bench rank}: how long counting, fitting and intervals take on simulated votes. */
@Command(
    name = "rank",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Measures counting, fits and intervals on simulated votes, in memory.",
    footerHeading = "%n",
    footer =
        "Each step runs as many rounds, and half a second, unmeasured first. Warm refits start from"
            + " the last fit after one more vote. Intervals work from the live state's cells, their"
            + " grouping included.")
public final class BenchRankCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--votes", description = "How many votes (default: ${DEFAULT-VALUE}).")
  private int votes = 2_000_000;

  @Option(names = "--generators", description = "How many items (default: ${DEFAULT-VALUE}).")
  private int generators = 200;

  @Option(names = "--annotators", description = "How many annotators (default: ${DEFAULT-VALUE}).")
  private int annotators = 5000;

  @Option(names = "--repeats", description = "Measured rounds (default: ${DEFAULT-VALUE}).")
  private int repeats = 15;

  @Option(names = "--seed", description = "Of the simulation (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--file",
      description =
          "Time the way from a CSV file of the votes to the board, 1,000 bootstraps, and refits"
              + " after one vote instead.")
  private boolean file;

  @Option(
      names = "--comparisons",
      description = "With --file: three votes per comparison, and two-way intervals.")
  private boolean comparisons;

  @Option(
      names = "--python",
      description =
          "With --file: the Python with scikit-learn that fits the same beside (default:"
              + " ${DEFAULT-VALUE}).")
  private String python = "python3";

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() {
    CommandLine line = Objects.requireNonNull(spec).commandLine();
    if (votes < 1 || generators < 2 || annotators < 1 || repeats < 1) {
      throw new ParameterException(
          line, "needs at least one vote, two generators, one annotator and one repeat");
    }
    List<RankBench.Timing> timings = new ArrayList<>();
    try {
      if (file) {
        timings.addAll(
            VoteFileBench.run(
                votes, generators, annotators, comparisons, Math.min(3, repeats), seed));
        timings.add(VoteFileBench.refits(200, seed));
        timings.add(VoteFileBench.refits(1000, seed));
        timings.addAll(VoteFileBench.besideSklearn(votes, generators, seed, python, line.getErr()));
        line.getErr().flush();
      } else {
        timings.addAll(new RankBench(votes, generators, annotators, seed).run(repeats));
      }
    } catch (IOException e) {
      line.getErr().println("agon bench rank: " + e.getMessage());
      return 2;
    }
    PrintWriter out = line.getOut();
    if (json) {
      out.println(document(timings));
    } else {
      print(out, timings);
    }
    out.flush();
    return 0;
  }

  private String document(List<RankBench.Timing> timings) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("votes", votes);
    root.put("generators", generators);
    root.put("annotators", annotators);
    root.put("seed", seed);
    root.put("repeats", repeats);
    ArrayNode steps = root.putArray("steps");
    for (RankBench.Timing timing : timings) {
      steps
          .addObject()
          .put("step", timing.step())
          .put("min_ms", timing.minimum())
          .put("median_ms", timing.median());
    }
    return root.toPrettyString();
  }

  private void print(PrintWriter out, List<RankBench.Timing> timings) {
    out.printf(
        Locale.ROOT,
        "%s, %s, %s, %s%n%n",
        Count.grouped(votes, "vote"),
        Count.of(generators, "generator"),
        Count.grouped(annotators, "annotator"),
        Count.of(repeats, "round"));
    out.printf("%-44s %10s %10s%n", "ms", "min", "median");
    for (RankBench.Timing timing : timings) {
      out.printf(
          Locale.ROOT, "%-44s %10.3f %10.3f%n", timing.step(), timing.minimum(), timing.median());
    }
  }
}
