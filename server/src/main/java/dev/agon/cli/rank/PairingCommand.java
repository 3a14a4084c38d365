package dev.agon.cli.rank;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agon.pairing.PairPolicy;
import dev.agon.pairing.Policies;
import dev.agon.pairing.Tournament;
import dev.agon.pairing.Tournament.Matchmaker;
import dev.agon.ranking.sequential.TrueSkill;
import dev.agon.table.Count;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code agon bench pairing}: what drawing pairs by a policy gains over drawing any. */
@Command(
    name = "pairing",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Measures in simulated tournaments what policies of drawing pairs gain.",
    footerHeading = "%n",
    footer =
        "Skills and performances are those of TrueSkill's model, with 10 %% draws between equals; a"
            + " generator's rating is the mean of what is believed of its skill less three"
            + " deviations. Policies draw as the server does, a tenth of the pairs uniformly. Printed"
            + " is Spearman's correlation with the true order: of any pairs, and what a policy adds"
            + " with its 95 %% interval over seeds.")
public final class PairingCommand implements Callable<Integer> {
  private static final List<PairPolicy> POLICIES =
      List.of(
          Policies.weighted(10, 3),
          Policies.nearTies(),
          Policies.expectedSkills(TrueSkill.USUAL, 1),
          Policies.expectedOrder(TrueSkill.USUAL, 1));

  /** How skills are spread. */
  enum Skills {
    even,
    normal
  }

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--generators", description = "How many (default: ${DEFAULT-VALUE}).")
  private int generators = 12;

  @Option(names = "--matches", split = ",", description = "Lines' (default: 50,100,200).")
  private List<Integer> matches = List.of(50, 100, 200);

  @Option(names = "--seeds", description = "Tournaments per line (default: ${DEFAULT-VALUE}).")
  private int seeds = 200;

  @Option(
      names = "--skills",
      description = "In even steps or from a normal: even, normal (default: ${DEFAULT-VALUE}).")
  private Skills skills = Skills.even;

  @Option(
      names = "--spread",
      description =
          "Of skills, where a performance scatters by 4.17 (default: ${DEFAULT-VALUE}, with which"
              + " any pairs reach .72 after 50 matches).")
  private double spread = 3.25;

  @Option(names = "--seed", description = "Of the simulation (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  private record Row(int matches, double random, String policy, double gain, double reach) {}

  @Override
  public Integer call() {
    CommandLine line = Objects.requireNonNull(spec).commandLine();
    if (generators < 2 || seeds < 2 || !(spread >= 0) || matches.stream().anyMatch(n -> n < 1)) {
      throw new ParameterException(
          line, "needs two generators, two seeds, a match and no spread below 0");
    }
    List<Row> rows = new ArrayList<>();
    for (int number : matches) {
      double[] random = correlations(Matchmaker.random(), number);
      for (PairPolicy policy : POLICIES) {
        rows.add(row(number, random, policy));
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

  private Row row(int number, double[] random, PairPolicy policy) {
    double[] found = correlations(Matchmaker.of(policy), number);
    double[] gain = IntStream.range(0, seeds).mapToDouble(k -> found[k] - random[k]).toArray();
    double mean = mean(gain);
    double square = Arrays.stream(gain).map(g -> (g - mean) * (g - mean)).sum();
    double reach = 1.96 * Math.sqrt(square / (seeds - 1) / seeds);
    return new Row(number, mean(random), policy.name(), mean, reach);
  }

  /** The same skills and, as far as they are drawn alike, the same luck for every matchmaker. */
  private double[] correlations(Matchmaker matchmaker, int number) {
    long[] drawn = new SplittableRandom(seed).longs(seeds).toArray();
    return IntStream.range(0, seeds)
        .parallel()
        .mapToDouble(
            k ->
                Tournament.spearman(
                    matchmaker,
                    skills == Skills.even
                        ? Tournament.evenSkills(generators, spread)
                        : Tournament.normalSkills(generators, spread, drawn[k]),
                    number,
                    drawn[k]))
        .toArray();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private String document(List<Row> rows) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("generators", generators).put("seeds", seeds).put("skills", skills.name());
    root.put("spread", spread).put("seed", seed);
    ArrayNode list = root.putArray("rows");
    for (Row row : rows) {
      list.addObject()
          .put("matches", row.matches)
          .put("random", row.random)
          .put("policy", row.policy)
          .put("gain", row.gain)
          .put("reach", row.reach);
    }
    return root.toPrettyString();
  }

  private void print(PrintWriter out, List<Row> rows) {
    out.printf(
        Locale.ROOT,
        "%s, %s skills with spread %.2f, %s%n%n",
        Count.of(generators, "generator"),
        skills,
        spread,
        Count.of(seeds, "seed"));
    out.printf("%8s %10s   %-16s %s%n", "matches", "any pairs", "policy", "gain");
    for (Row row : rows) {
      out.printf(
          Locale.ROOT,
          "%8d %10.3f   %-16s %+.3f ± %.3f%n",
          row.matches,
          row.random,
          row.policy,
          row.gain,
          row.reach);
    }
  }
}
