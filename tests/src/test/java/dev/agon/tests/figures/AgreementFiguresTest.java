package dev.agon.tests.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.agon.cli.rank.AgreementCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code agon agreement} on published annotations. */
class AgreementFiguresTest {
  @TempDir private Path temporary = Path.of("");

  @Test
  @DisplayName("PandaLM's kappas .852, .879, .862, and Fleiss and alpha .8642")
  void pandaLm() throws IOException {
    Path file = folder("pandalm").resolve("testset-v1.json");
    StringBuilder rows = new StringBuilder("unit,annotator,value\n");
    int unit = 0;
    for (JsonNode item : new ObjectMapper().readTree(file.toFile())) {
      for (int annotator = 1; annotator <= 3; annotator++) {
        String value = item.get("annotator" + annotator).asText();
        rows.append("%d,annotator %d,%s%n".formatted(unit, annotator, value));
      }
      unit++;
    }
    Path csv = temporary.resolve("pandalm.csv");
    Files.writeString(csv, rows);

    JsonNode report =
        agreement(csv, "--unit=unit", "--annotator=annotator", "--value=value", "--bootstrap=200");

    Map<String, Double> kappas = new HashMap<>();
    report
        .get("pairs")
        .forEach(
            pair ->
                kappas.put(
                    pair.get("first").asText() + pair.get("second").asText(),
                    pair.at("/cohen_kappa/value").asDouble()));
    assertThat(kappas.get("annotator 1annotator 2")).isCloseTo(.852, within(5e-4));
    assertThat(kappas.get("annotator 1annotator 3")).isCloseTo(.8789, within(5e-5));
    assertThat(kappas.get("annotator 2annotator 3")).isCloseTo(.8617, within(5e-5));
    assertThat(report.at("/fleiss_kappa/value").asDouble()).isCloseTo(.8642, within(5e-5));
    assertThat(report.at("/krippendorff_alpha/value").asDouble()).isCloseTo(.8642, within(5e-5));
    assertThat(report.at("/krippendorff_alpha/low").asDouble()).isBetween(.83, .8642);
  }

  @Test
  @DisplayName("llmfao's alpha .2906; Fleiss is undefined there, with the reason")
  void llmfao() throws IOException {
    Path csv = folder("llmfao").resolve("crowd-comparisons.csv");

    JsonNode report =
        agreement(csv, "--unit=id", "--annotator=worker", "--value=winner", "--bootstrap=100");

    assertThat(report.at("/krippendorff_alpha/value").asDouble()).isCloseTo(.2906, within(5e-5));
    assertThat(report.at("/fleiss_kappa/value").isNull()).isTrue();
    assertThat(report.at("/fleiss_kappa/reason").asText()).contains("the same number on each");
  }

  @Test
  @DisplayName("UKPConvArg1's alpha .2668 over 84,445 votes")
  void ukp() throws IOException {
    Path csv = folder("ukpconvarg1").resolve("votes.csv.gz");

    JsonNode report =
        agreement(csv, "--unit=pair_id", "--annotator=worker", "--value=value", "--bootstrap=0");

    assertThat(report.get("values").asInt()).isEqualTo(84_445);
    assertThat(report.at("/krippendorff_alpha/value").asDouble()).isCloseTo(.2668, within(5e-5));
  }

  private static Path folder(String name) {
    Optional<Path> found = SharedData.folder(name);
    Assumptions.assumeTrue(found.isPresent(), name + " is not there");
    return found.orElseThrow();
  }

  private static JsonNode agreement(Path file, String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.add("--json");
    arguments.add(file.toString());
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        new CommandLine(new AgreementCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments.toArray(String[]::new));
    assertThat(code).as(err.toString()).isZero();
    return new ObjectMapper().readTree(out.toString());
  }
}
