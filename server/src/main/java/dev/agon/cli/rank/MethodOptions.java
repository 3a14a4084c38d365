package dev.agon.cli.rank;

import dev.agon.ranking.Method;
import dev.agon.ranking.listwise.Ballots;
import dev.agon.ranking.score.ScoreMethod;
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
  private static final List<String> SCORES =
      Arrays.stream(ScoreMethod.values()).map(ScoreMethod::label).toList();
  private static final List<String> SEQUENTIAL =
      List.of(Ranking.ELO, Ranking.TRUE_SKILL, Ranking.GLICKO);
  private static final Map<String, List<String>> METHODS = new LinkedHashMap<>();

  static {
    List<String> strengths = joined(LIKELIHOODS, List.of(Ranking.CROWD));
    List<String> counted = joined(strengths, SCORES);
    METHODS.put("--terms", LIKELIHOODS);
    METHODS.put("--cluster-by", LIKELIHOODS);
    METHODS.put("--comparison", LIKELIHOODS);
    METHODS.put("--fragility", LIKELIHOODS);
    METHODS.put("--anchor", LIKELIHOODS);
    METHODS.put("--bootstrap", joined(LIKELIHOODS, SEQUENTIAL));
    METHODS.put("--seed", joined(LIKELIHOODS, SEQUENTIAL));
    METHODS.put("--ridge", strengths);
    METHODS.put("--scale", strengths);
    METHODS.put("--base", strengths);
    METHODS.put("--centre", strengths);
    METHODS.put("--weight", counted);
    METHODS.put("--criterion-weights", counted);
    METHODS.put("--both-bad", counted);
    METHODS.put("--period", List.of(Ranking.GLICKO));
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
                "%s says nothing to %s%s; it goes with %s"
                    .formatted(option, method, reason(option, method), String.join(", ", methods)));
          }
        });
    if (line.hasMatchedOption("--pairs")) {
      for (String weights : List.of("--weight", "--criterion-weights")) {
        if (line.hasMatchedOption(weights)) {
          throw new IllegalArgumentException(
              "--pairs counts votes, which have no weights there; leave out it or " + weights);
        }
      }
    }
    boolean resampled = line.hasMatchedOption("--bootstrap") || SEQUENTIAL.contains(method);
    if (line.hasMatchedOption("--seed") && !resampled) {
      throw new IllegalArgumentException("--seed is of resamples; it goes with --bootstrap");
    }
    if (line.hasMatchedOption("--criterion") && !line.hasMatchedOption("--criterion-weights")) {
      throw new IllegalArgumentException("--criterion goes with --criterion-weights");
    }
  }

  private static String reason(String option, String method) {
    boolean weights = option.equals("--weight") || option.equals("--criterion-weights");
    return weights && SEQUENTIAL.contains(method) ? ", which takes one whole vote after another" : "";
  }

  private static List<String> joined(List<String> some, List<String> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }
}
