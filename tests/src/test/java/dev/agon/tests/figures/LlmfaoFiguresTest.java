package dev.agon.tests.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.agon.cli.rank.RankCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** {@code agon rank} on the crowd's votes of llmfao against published figures. */
class LlmfaoFiguresTest {
  private static final List<String> BEST =
      List.of(
          "GPT 4",
          "Platypus-2 Instruct (70B)",
          "command",
          "ReMM SLERP L2 13B",
          "LLaMA-2-Chat (70B)");

  private Path folder = Path.of("");

  @BeforeEach
  void find() {
    Optional<Path> found = SharedData.folder("llmfao");
    Assumptions.assumeTrue(found.isPresent(), "llmfao is not there");
    folder = found.orElseThrow();
  }

  @Test
  @DisplayName("Bradley-Terry equals the golden file to 1e-9")
  void bradleyTerry() throws IOException {
    JsonNode board = rank("--method", "bradley-terry");

    assertThat(board.get("votes").asLong()).isEqualTo(8931);
    assertStrengths(board, golden("bradley_terry"), 1e-9);
  }

  @Test
  @DisplayName("Davidson equals the golden file's Newman to 1e-6, with its nu and log-likelihood")
  void davidson() throws IOException {
    JsonNode board = rank("--method", "davidson");

    assertStrengths(board, golden("newman"), 1e-6);
    assertThat(board.get("nu").asDouble()).isCloseTo(1.4797076, within(5e-8));
    assertThat(board.get("log_likelihood").asDouble()).isCloseTo(-8995.8397, within(5e-5));
  }

  @ParameterizedTest(name = "options: {0}")
  @DisplayName("the five best have the published standard errors within 1 %")
  @CsvSource({
    "'', 27.9, 23.7, 17.2, 22.9, 23.2",
    "--annotator worker, 35.1, 33.1, 20.1, 27.7, 22.2",
    "--comparison id, 31.2, 26.3, 21.7, 32.5, 26.7",
  })
  void standardErrors(
      String options, double first, double second, double third, double fourth, double fifth)
      throws IOException {
    JsonNode board = rank(options.isEmpty() ? new String[0] : options.split(" "));

    double[] published = {first, second, third, fourth, fifth};
    for (int rank = 0; rank < published.length; rank++) {
      JsonNode item = board.get("items").get(rank);
      assertThat(item.get("item").asText()).isEqualTo(BEST.get(rank));
      assertThat(item.get("se").asDouble())
          .isCloseTo(published[rank], Percentage.withPercentage(1));
    }
  }

  @Test
  @DisplayName("clustered both ways, variances are the sum of both less the plain one")
  void twoWay() throws IOException {
    double[] plain = variances(rank());
    double[] annotator = variances(rank("--annotator", "worker"));
    double[] comparison = variances(rank("--comparison", "id"));
    double[] both = variances(rank("--annotator", "worker", "--comparison", "id"));

    for (int rank = 0; rank < plain.length; rank++) {
      double sum = annotator[rank] + comparison[rank] - plain[rank];
      assertThat(both[rank]).isCloseTo(sum, within(1e-6));
    }
  }

  private JsonNode rank(String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.add("--json");
    arguments.add(folder.resolve("crowd-comparisons.csv").toString());
    StringWriter out = new StringWriter();
    int code =
        new CommandLine(new RankCommand())
            .setOut(new PrintWriter(out))
            .execute(arguments.toArray(String[]::new));
    assertThat(code).isZero();
    return new ObjectMapper().readTree(out.toString());
  }

  /** Centred natural logarithms of the golden file's scores. */
  private Map<String, Double> golden(String algorithm) throws IOException {
    Map<String, Double> scores = new HashMap<>();
    try (CsvReader<NamedCsvRecord> csv =
        CsvReader.builder().ofNamedCsvRecord(folder.resolve("golden/llmfao-golden.csv"))) {
      for (NamedCsvRecord row : csv) {
        if (row.getField("algorithm").equals(algorithm)) {
          scores.put(row.getField("item"), Math.log(Double.parseDouble(row.getField("score"))));
        }
      }
    }
    double mean = scores.values().stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    scores.replaceAll((_, score) -> score - mean);
    return scores;
  }

  private static void assertStrengths(
      JsonNode board, Map<String, Double> golden, double tolerance) {
    assertThat(board.get("items")).hasSize(59);
    assertThat(golden).hasSize(59);
    for (JsonNode item : board.get("items")) {
      assertThat(item.get("log_strength").asDouble())
          .isCloseTo(golden.get(item.get("item").asText()), within(tolerance));
    }
  }

  /** The squared standard errors of the five best, by rank. */
  private static double[] variances(JsonNode board) {
    return IntStream.range(0, BEST.size())
        .mapToDouble(rank -> Math.pow(board.get("items").get(rank).get("se").asDouble(), 2))
        .toArray();
  }
}
