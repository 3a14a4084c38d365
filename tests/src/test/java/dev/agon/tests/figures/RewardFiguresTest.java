package dev.agon.tests.figures;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.agon.cli.reward.TrainCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** {@code agon train} on published comparisons. */
@Tag("long")
class RewardFiguresTest {

  @Test
  @DisplayName("on UKPConvArgStrict, leaving one of 32 topics out, it beats length and reaches .80")
  void convincingArguments() throws IOException {
    Path folder = folder("ukpconvarg1");

    JsonNode report =
        train(
            folder.resolve("pairs.csv.gz").toString(),
            "--join",
            folder.resolve("strict_labels.csv") + ":pair_id",
            "--texts",
            folder.resolve("arguments.jsonl.gz") + ":id:text",
            "--first=arg1_id",
            "--second=arg2_id",
            "--label=label",
            "--group=topic",
            "--evaluate=leave-one-group-out",
            "--l2=1");

    assertThat(report.get("pairs").asInt()).isEqualTo(11_650);
    assertThat(report.at("/criteria/0/folds")).hasSize(32);
    assertThat(report.at("/baselines/length").asDouble()).isBetween(0.77, 0.775);
    assertThat(report.get("accuracy").asDouble()).isGreaterThanOrEqualTo(0.80);
    assertThat(report.at("/advantage/length/low").asDouble()).isPositive();
    assertThat(report.at("/criteria/0/asymmetry").asDouble()).isLessThan(1e-12);
  }

  @Test
  @DisplayName("hashed features alone reach the linear floor on helpful-base, 5 folds by prompt")
  void helpful() throws IOException {
    Path file = folder("hh-rlhf-test").resolve("helpful-base.test.jsonl.gz");

    JsonNode report =
        train(
            file.toString(),
            "--chosen=chosen",
            "--rejected=rejected",
            "--dialogue",
            "--encoder=hash",
            "--l2=1");

    assertThat(report.get("pairs").asInt()).isEqualTo(2352);
    assertThat(report.at("/excluded/equal responses").asInt()).isEqualTo(2);
    assertThat(report.get("accuracy").asDouble()).isGreaterThan(0.60);
    assertThat(report.at("/baselines/constant").asDouble()).isBetween(0.45, 0.55);
  }

  private static Path folder(String name) {
    Optional<Path> found = SharedData.folder(name);
    Assumptions.assumeTrue(found.isPresent(), name + " is not there");
    return found.orElseThrow();
  }

  private static JsonNode train(String... arguments) throws IOException {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        new CommandLine(new TrainCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(append(arguments, "--json"));
    assertThat(code).as(err.toString()).isZero();
    JsonNode report = new ObjectMapper().readTree(out.toString());
    System.out.printf(
        "%s: accuracy %.3f, length %.3f%n",
        report.get("file").asText(),
        report.get("accuracy").asDouble(),
        report.at("/baselines/length").asDouble());
    return report;
  }

  private static String[] append(String[] arguments, String last) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] = last;
    return all;
  }
}
