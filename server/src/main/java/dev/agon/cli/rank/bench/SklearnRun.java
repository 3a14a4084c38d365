package dev.agon.cli.rank.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.agon.preference.Outcome;
import dev.agon.preference.PairCounts;
import dev.agon.ranking.fit.Fit;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The same fit by scikit-learn's logistic regression, in a Python process that has it. */
sealed interface SklearnRun {
  /**
   * What it took.
   *
   * @param version of scikit-learn
   * @param milliseconds of the fit, from the cells in memory
   * @param apart the largest difference of a log-strength from ours
   */
  record Measured(String version, double milliseconds, double apart) implements SklearnRun {}

  /** Why there is nothing to compare with. */
  record Missing(String reason) implements SklearnRun {}

  /** Fits counts whose fit is known. */
  static SklearnRun of(String python, PairCounts counts, Fit fit) {
    Path script = Path.of(System.getProperty("agon.home", "."), "docs", "rank_in_sklearn.py");
    try {
      Path cells = Files.createTempFile("agon-cells", ".csv");
      Path errors = Files.createTempFile("agon-sklearn", ".log");
      try {
        write(cells, counts);
        Process process =
            new ProcessBuilder(python, script.toString(), cells.toString())
                .redirectError(errors.toFile())
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0
            ? measured(new ObjectMapper().readTree(out), fit)
            : new Missing(reason(python, Files.readString(errors).strip()));
      } finally {
        Files.delete(cells);
        Files.delete(errors);
      }
    } catch (IOException e) {
      return new Missing(python + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Missing("interrupted");
    }
  }

  private static void write(Path file, PairCounts counts) throws IOException {
    try (PrintWriter writer = new PrintWriter(Files.newBufferedWriter(file))) {
      for (int pair = 0; pair < counts.pairs(); pair++) {
        double half = counts.weight(pair, Outcome.TIE) / 2;
        double won = counts.weight(pair, Outcome.FIRST) + half;
        double lost = counts.weight(pair, Outcome.SECOND) + half;
        writer.println(counts.lower(pair) + "," + counts.upper(pair) + "," + won + "," + lost);
      }
    }
  }

  private static Measured measured(JsonNode document, Fit fit) {
    double apart = 0;
    JsonNode strengths = document.get("log_strengths");
    for (int item = 0; item < strengths.size(); item++) {
      apart = Math.max(apart, Math.abs(strengths.get(item).asDouble() - fit.logStrength(item)));
    }
    return new Measured(
        document.get("version").asText(), 1e3 * document.get("fit_seconds").asDouble(), apart);
  }

  private static String reason(String python, String problem) {
    return problem.contains("No module named")
        ? python
            + " has no scikit-learn (Debian: apt-get install python3-sklearn, and --python"
            + " /usr/bin/python3)"
        : problem.lines().reduce("", (before, line) -> line);
  }
}
