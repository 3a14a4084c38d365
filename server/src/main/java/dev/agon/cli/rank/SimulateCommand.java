package dev.agon.cli.rank;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agon.simulation.World;
import dev.agon.simulation.WorldParameters;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** {@code agon simulate}: votes of a simulated crowd. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Writes votes of a simulated crowd, the same for the same seed.",
    footerHeading = "%n",
    footer = {
      "Columns: left (shown first), right, winner, annotator, comparison, group, left_length,"
          + " right_length. A FILE that ends in .jsonl or .ndjson is JSON lines, any other CSV. "
          + "The truth is written to stderr: each generator's utility.",
      "",
      "Utilities are natural log-strengths; an annotator's own taste is added to the common one.",
    })
public final class SimulateCommand implements Callable<Integer> {
  private static final String[] COLUMNS = {
    "left", "right", "winner", "annotator", "comparison", "group", "left_length", "right_length"
  };

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to write (default: CSV on stdout).")
  private @Nullable Path output;

  @Option(names = "--generators", description = "How many (default: ${DEFAULT-VALUE}).")
  private int generators = 12;

  @Option(names = "--annotators", description = "How many (default: ${DEFAULT-VALUE}).")
  private int annotators = 60;

  @Option(names = "--votes", description = "Votes of each annotator (default: ${DEFAULT-VALUE}).")
  private int votes = 100;

  @Option(
      names = "--overlap",
      description = "Votes on each comparison (default: ${DEFAULT-VALUE}).")
  private int overlap = 3;

  @Option(names = "--spread", description = "Of the utilities (default: ${DEFAULT-VALUE}).")
  private double spread = 0.7;

  @Option(names = "--taste", description = "Of annotators' tastes (default: ${DEFAULT-VALUE}).")
  private double taste = 0.3;

  @Option(names = "--groups", description = "Groups of annotators (default: ${DEFAULT-VALUE}).")
  private int groups = 1;

  @Option(names = "--group-taste", description = "Of groups' tastes (default: ${DEFAULT-VALUE}).")
  private double groupTaste;

  @Option(names = "--ties", description = "Tie threshold in log-odds (default: ${DEFAULT-VALUE}).")
  private double ties = 0.4;

  @Option(
      names = "--position",
      description = "Log-odds gained by being shown first (default: ${DEFAULT-VALUE}).")
  private double position;

  @Option(
      names = "--length",
      description = "Log-odds gained for each logarithm of length (default: ${DEFAULT-VALUE}).")
  private double length;

  @Option(
      names = "--error",
      description = "Probability of answering the other way round (default: ${DEFAULT-VALUE}).")
  private double error;

  @Option(
      names = "--spammers",
      description = "Share of annotators who do not look (default: ${DEFAULT-VALUE}).")
  private double spammers;

  @Option(names = "--seed", description = "Of the world (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Override
  public Integer call() {
    CommandLine line = Objects.requireNonNull(spec).commandLine();
    World world = world(line);
    try {
      if (output == null) {
        write(line.getOut(), world, false);
      } else {
        String name = output.toString().toLowerCase(Locale.ROOT);
        try (PrintWriter writer =
            new PrintWriter(Files.newBufferedWriter(output, StandardCharsets.UTF_8))) {
          write(writer, world, name.endsWith(".jsonl") || name.endsWith(".ndjson"));
        }
      }
    } catch (IOException e) {
      line.getErr().println("agon simulate: " + output + ": " + e.getMessage());
      return 2;
    }
    for (int i = 0; i < generators; i++) {
      line.getErr().printf(Locale.ROOT, "%s\t%.6f%n", generator(i), world.utility(i));
    }
    return 0;
  }

  private World world(CommandLine line) {
    if (votes < 1 || overlap < 1) {
      throw new ParameterException(line, "--votes and --overlap must be at least 1");
    }
    try {
      return new World(
          new WorldParameters(
              generators,
              annotators,
              spread,
              taste,
              groups,
              groupTaste,
              ties,
              position,
              length,
              error,
              spammers),
          seed);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(line, String.valueOf(e.getMessage()), e);
    }
  }

  private void write(PrintWriter to, World world, boolean json) {
    if (!json) {
      to.println(String.join(",", COLUMNS));
    }
    long all = (long) annotators * votes;
    int first = 0;
    int second = 0;
    for (long number = 0; number < all; number++) {
      int annotator = (int) (number % annotators);
      World.Vote vote =
          number % overlap == 0
              ? world.vote(annotator)
              : world.vote(
                  annotator, number % 2 == 0 ? first : second, number % 2 == 0 ? second : first);
      first = vote.first();
      second = vote.second();
      String[] row = row(vote, number / overlap);
      to.println(json ? line(row) : String.join(",", row));
    }
    to.flush();
  }

  private static String[] row(World.Vote vote, long comparison) {
    return new String[] {
      generator(vote.first()),
      generator(vote.second()),
      switch (vote.outcome()) {
        case FIRST -> "left";
        case SECOND -> "right";
        case TIE -> "tie";
        case BOTH_BAD -> "both_bad";
      },
      "annotator-" + vote.annotator(),
      "comparison-" + comparison,
      "group-" + vote.group(),
      String.valueOf(vote.firstLength()),
      String.valueOf(vote.secondLength())
    };
  }

  private static String generator(int number) {
    return "generator-" + number;
  }

  private static String line(String[] row) {
    ObjectNode node = new ObjectMapper().createObjectNode();
    for (int i = 0; i < COLUMNS.length; i++) {
      node.put(COLUMNS[i], row[i]);
    }
    return node.toString();
  }
}
