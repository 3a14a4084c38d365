package dev.agon.cli.rank;

import dev.agon.ranking.Method;
import dev.agon.ranking.listwise.Ballots;
import dev.agon.ranking.listwise.Weighing;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.ParseResult;

/** Which options of {@code agon rank} say something to a method; it is not given the others. */
final class MethodOptions {
  private static final List<String> LIKELIHOODS =
      Arrays.stream(Method.values()).map(Method::label).toList();
  private static final List<String> SEQUENTIAL =
      List.of(VoteRanking.ELO, VoteRanking.TRUE_SKILL, VoteRanking.GLICKO);
  private static final List<String> STRENGTHS = joined(LIKELIHOODS, List.of(VoteRanking.CROWD));

  private static final List<String> COUNTS =
      Weighing.METHODS.stream().filter(label -> !label.equals(Ballots.METHOD)).toList();

  private static final Map<String, List<String>> METHODS = new LinkedHashMap<>();

  static {
    METHODS.put("--terms", LIKELIHOODS);
    METHODS.put("--cluster-by", LIKELIHOODS);
    METHODS.put("--fragility", LIKELIHOODS);
    METHODS.put("--anchor", LIKELIHOODS);
    METHODS.put("--bootstrap", joined(LIKELIHOODS, SEQUENTIAL));
    METHODS.put("--seed", joined(LIKELIHOODS, SEQUENTIAL));
    METHODS.put("--ridge", STRENGTHS);
    METHODS.put("--scale", STRENGTHS);
    METHODS.put("--base", STRENGTHS);
    METHODS.put("--centre", STRENGTHS);
    METHODS.put("--both-bad", COUNTS);
    METHODS.put("--period", List.of(VoteRanking.GLICKO));
    METHODS.put("--k", List.of(VoteRanking.ELO));
    METHODS.put("--ballot", List.of(Ballots.METHOD));
  }

  private MethodOptions() {}

  /**
   * Refuses options that were given and say nothing to a method, or to what was asked beside it.
   *
   * @throws IllegalArgumentException naming the first of them, and what it goes with
   */
  static void check(String method, ParseResult line) {
    METHODS.forEach(
        (option, methods) -> {
          if (line.hasMatchedOption(option) && !methods.contains(method)) {
            throw new IllegalArgumentException(
                "%s does not apply to %s; it goes with %s"
                    .formatted(option, method, String.join(", ", methods)));
          }
        });
    boolean resampled = line.hasMatchedOption("--bootstrap") || SEQUENTIAL.contains(method);
    if (line.hasMatchedOption("--seed") && !resampled) {
      throw new IllegalArgumentException("--seed is of resamples; it goes with --bootstrap");
    }
    if (line.hasMatchedOption("--criterion") && !line.hasMatchedOption("--criterion-weights")) {
      throw new IllegalArgumentException("--criterion goes with --criterion-weights");
    }
  }

  /** What is told of columns that change nothing under a method. */
  static List<String> notes(String method, boolean comparisons) {
    return comparisons && !LIKELIHOODS.contains(method)
        ? List.of(method + " does not account for which votes are on one comparison")
        : List.of();
  }

  private static List<String> joined(List<String> some, List<String> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }
}
