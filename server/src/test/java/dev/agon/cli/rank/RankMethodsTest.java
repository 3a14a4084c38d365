package dev.agon.cli.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.agon.cli.Agon;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code agon simulate}, {@code agon rank} with all that it has, and {@code agon agreement}. */
class RankMethodsTest {
  @TempDir private Path folder = Path.of("");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path votes = Path.of("");

  @BeforeEach
  void simulate() {
    votes = folder.resolve("votes.csv");
    assertThat(
            agon(
                "simulate",
                "-o",
                votes.toString(),
                "--position=.4",
                "--groups=2",
                "--length=.5",
                "--spammers=.1"))
        .isZero();
    err.getBuffer().setLength(0);
  }

  private int agon(String... arguments) {
    out.getBuffer().setLength(0);
    return Agon.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private JsonNode rank(String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("rank", votes.toString(), "--json"));
    arguments.addAll(List.of(options));
    assertThat(agon(arguments.toArray(String[]::new))).as(err.toString()).isZero();
    return new ObjectMapper().readTree(out.toString());
  }

  static Stream<String> methods() {
    return VoteRanking.methods().stream();
  }

  @ParameterizedTest
  @DisplayName("every method ranks all items, with intervals")
  @MethodSource("methods")
  void everyMethod(String method) throws IOException {
    JsonNode root = rank("--method", method, "--annotator", "annotator");

    assertThat(root.get("method").asText()).isEqualTo(method);
    assertThat(root.get("items")).hasSize(12);
    String figure = root.get("items").get(0).has("score") ? "score" : "rating";
    if (method.equals("ranked-pairs")) {
      assertThat(root.get("interval_note").asText()).contains("whole ranks");
      return;
    }
    for (JsonNode item : root.get("items")) {
      assertThat(item.get("low").asDouble()).isLessThanOrEqualTo(item.get(figure).asDouble());
      assertThat(item.get("high").asDouble()).isGreaterThanOrEqualTo(item.get(figure).asDouble());
    }
    agon("rank", votes.toString(), "--method", method, "--annotator", "annotator");
    assertThat(out.toString()).contains("generator-");
  }

  @Test
  @DisplayName("terms of position, length and group have effects, and errors by annotator")
  void terms() throws IOException {
    JsonNode root =
        rank("--terms", "position,length,group", "--annotator=annotator", "--method=rao-kupper");

    assertThat(root.at("/terms/0/term").asText()).isEqualTo("position");
    assertThat(root.at("/terms/0/effect").asDouble()).isCloseTo(.4, within(.15));
    assertThat(root.at("/terms/1/low").asDouble()).isPositive();
    assertThat(root.get("eta").asDouble()).isPositive();
  }

  @Test
  @DisplayName("a board for each group, the bootstrap, the anchor and the fragility are told")
  void rest() throws IOException {
    JsonNode by = rank("--by", "group");
    assertThat(by.get("by").asText()).isEqualTo("group");
    assertThat(by.get("boards")).hasSize(2);
    assertThat(by.at("/boards/0/votes").asInt()).isEqualTo(3000);

    JsonNode root =
        rank("--annotator=annotator", "--bootstrap=50", "--anchor=generator-3=1200", "--fragility");
    assertThat(root.get("bootstrap").asInt()).isEqualTo(50);
    assertThat(root.at("/fragility/votes").asInt()).isPositive();
    for (JsonNode item : root.get("items")) {
      if (item.get("item").asText().equals("generator-3")) {
        assertThat(item.get("rating").asDouble()).isEqualTo(1200);
        assertThat(item.get("se").asDouble()).isZero();
      }
    }
  }

  @Test
  @DisplayName(
      "clustering that needs a column which is not named is refused, and an unknown anchor")
  void refused() {
    assertThat(agon("rank", votes.toString(), "--cluster-by", "annotator")).isEqualTo(2);
    assertThat(err.toString()).contains("--cluster-by annotator needs --annotator");
    assertThat(agon("rank", votes.toString(), "--anchor", "nobody")).isEqualTo(2);
    assertThat(err.toString()).contains("no item is called 'nobody'");
    assertThat(agon("rank", votes.toString(), "--method", "crowd-bt")).isEqualTo(2);
    assertThat(err.toString()).contains("crowd-bt needs --annotator");
  }

  @Test
  @DisplayName("fewer annotators than items: too few, in plain words")
  void tooFew() throws IOException {
    agon("simulate", "-o", votes.toString(), "--annotators=8");
    err.getBuffer().setLength(0);

    JsonNode root = rank("--annotator=annotator");

    assertThat(root.get("too_few_annotators").asBoolean()).isTrue();
    assertThat(err.toString()).contains("too few annotators: 8 for 12 items");
    assertThat(root.at("/items/0/status").asText()).isEqualTo("preliminary");
  }

  @Test
  @DisplayName("simulated votes are the same for the same seed, as CSV or as JSON lines")
  void seeds() throws IOException {
    JsonNode csv = rank();
    votes = folder.resolve("votes.jsonl");
    agon(
        "simulate",
        "-o",
        votes.toString(),
        "--position=.4",
        "--groups=2",
        "--length=.5",
        "--spammers=.1");

    assertThat(rank()).isEqualTo(csv);
    assertThat(agon("simulate", "--generators=1")).isEqualTo(2);
  }

  @Test
  @DisplayName("agreement of simulated votes, as a table and as JSON")
  void agreement() throws IOException {
    String[] columns = {
      "agreement", votes.toString(), "--unit=comparison", "--value=winner", "--bootstrap=20"
    };
    assertThat(agon(columns)).isZero();
    assertThat(out.toString()).contains("Krippendorff's alpha", "Gwet's AC1", "6000 values");
    assertThat(agon(Stream.concat(Stream.of(columns), Stream.of("--json")).toArray(String[]::new)))
        .isZero();
    JsonNode root = new ObjectMapper().readTree(out.toString());
    assertThat(root.at("/krippendorff_alpha/low").asDouble())
        .isLessThan(root.at("/krippendorff_alpha/high").asDouble());
    assertThat(agon("agreement", votes.toString(), "--unit=comparison", "--value=nothing"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("no column 'nothing'");
    assertThat(
            agon(
                "agreement",
                votes.toString(),
                "--unit=comparison",
                "--value=winner",
                "--level=interval"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("is not a number");
  }
}
