package dev.agon.cli.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class RankCommandTest {
  private static final String VOTES =
      """
      left,right,winner,who,what,mass
      tea,coffee,left,ann,1,1
      coffee,tea,left,bob,1,1
      tea,milk,tie,ann,2,2
      milk,coffee,both_bad,bob,3,0.5
      tea,coffee,model_a,cem,4,1
      "tea",milk,"tie (bothbad)",cem,2,1
      milk,coffee,model_b,ann,3,3
      """;

  private final Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  RankCommandTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private int rank(Path file, String... options) {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.add(file.toString());
    return new CommandLine(new RankCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments.toArray(String[]::new));
  }

  private Path file(String name, String text) {
    Path file = folder.resolve(name);
    try (OutputStream plain = Files.newOutputStream(file);
        OutputStream bytes = name.endsWith(".gz") ? new GZIPOutputStream(plain) : plain) {
      bytes.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(out.toString());
  }

  @Test
  @DisplayName("several criteria in one board, each as heavy as it is said to be")
  void criteria() throws IOException {
    String votes =
        """
        left,right,winner,criterion,weight
        tea,coffee,left,taste,1
        tea,coffee,left,taste,0.5
        tea,coffee,right,price,1
        tea,coffee,left,colour,1
        """;
    Path file = file("criteria.csv", votes);
    double both = lead(file, "--weight=weight", "--criterion-weights", "taste=2,price=1");
    assertThat(both).isCloseTo(Math.log(3), within(1e-9));
    assertThat(lead(file, "--criterion-weights=taste=20", "--criterion-weights=price=10"))
        .isCloseTo(Math.log(4), within(1e-9));
    assertThat(rank(file, "--criterion-weights", "taste=0")).isEqualTo(2);
    assertThat(rank(file, "--criterion-weights", "smell=1")).isEqualTo(2);
    assertThat(rank(file, "--criterion-weights", "taste=heavy")).isEqualTo(2);
    assertThat(rank(file, "--criterion-weights=taste=1", "--criterion=what")).isEqualTo(2);
    assertThat(err.toString())
        .contains(
            "the weight of 'taste' is not finite and above 0",
            "no vote's criterion is 'smell'",
            "heavy",
            "what");
  }

  private double lead(Path file, String... options) throws IOException {
    out.getBuffer().setLength(0);
    List<String> all = new ArrayList<>(List.of(options));
    all.add("--json");
    assertThat(rank(file, all.toArray(String[]::new))).isZero();
    JsonNode items = json().get("items");
    return items.get(0).get("log_strength").asDouble()
        - items.get(1).get("log_strength").asDouble();
  }

  @Test
  @DisplayName("the record of every pair, with a score for each position")
  void pairs() throws IOException {
    Path file = file("votes.csv", VOTES);
    assertThat(rank(file, "--pairs", "--json")).isZero();
    JsonNode pair = json().get("pairs").get(1);
    assertThat(pair.get("item").asText()).isEqualTo("tea");
    assertThat(pair.get("rival").asText()).isEqualTo("milk");
    assertThat(pair.get("ties").asInt() + pair.get("both_bad").asInt()).isEqualTo(2);
    assertThat(pair.get("balanced").isNull()).isTrue();
    JsonNode other = json().get("pairs").get(0);
    assertThat(other.get("rival").asText()).isEqualTo("coffee");
    assertThat(other.get("wins").asInt()).isEqualTo(2);
    assertThat(other.get("losses").asInt()).isEqualTo(1);
    assertThat(other.get("balanced").asDouble()).isEqualTo(0.5);
    out.getBuffer().setLength(0);

    assertThat(rank(file, "--pairs")).isZero();

    assertThat(out.toString()).containsPattern("tea +coffee +3 +2-1-0 +0\\.667 .* 0\\.500");
  }

  @Test
  @DisplayName("JSON has the items best first with every figure")
  void json_shape() throws IOException {
    assertThat(rank(file("votes.csv", VOTES), "--json")).isZero();

    JsonNode root = json();
    assertThat(root.fieldNames())
        .toIterable()
        .containsExactly(
            "method",
            "votes",
            "clustering",
            "quantile",
            "too_few_annotators",
            "items",
            "nu",
            "log_likelihood",
            "iterations",
            "differences",
            "method_version",
            "data_hash");
    assertThat(root.get("method").asText()).isEqualTo("bradley-terry");
    assertThat(root.get("votes").asLong()).isEqualTo(7);
    assertThat(root.get("nu").isNull()).isTrue();
    assertThat(root.get("items")).hasSize(3);
    JsonNode best = root.get("items").get(0);
    assertThat(best.fieldNames())
        .toIterable()
        .containsExactly(
            "item",
            "rating",
            "log_strength",
            "se",
            "low",
            "high",
            "rank_low",
            "rank_high",
            "votes",
            "wins",
            "ties",
            "status");
    assertThat(best.get("item").asText()).isEqualTo("tea");
    assertThat(best.get("votes").asLong()).isEqualTo(5);
    assertThat(best.get("wins").asLong()).isEqualTo(2);
    assertThat(best.get("ties").asLong()).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(1).first().asString().contains("too few votes: 7");
  }

  @Test
  @DisplayName("JSON lines, gzipped or not, give what CSV gives")
  void jsonl() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (String row : VOTES.lines().skip(1).toList()) {
      String[] fields = row.replace("\"", "").split(",", -1);
      lines.append(
          "{\"extra\":{\"deep\":[1,{}]},\"left\":\"%s\",\"right\":\"%s\",\"winner\":\"%s\",\"who\":\"%s\",\"what\":%s,\"mass\":%s}%n"
              .formatted((Object[]) fields));
    }
    String[] options = {
      "--json",
      "--annotator",
      "who",
      "--comparison",
      "what",
      "--weight",
      "mass",
      "--method",
      "davidson"
    };
    rank(file("votes.csv", VOTES), options);
    JsonNode expected = json();
    for (String name : List.of("votes.jsonl", "votes.ndjson.gz")) {
      out.getBuffer().setLength(0);
      assertThat(rank(file(name, lines.toString()), options)).isZero();
      assertThat(json()).isEqualTo(expected);
    }
    out.getBuffer().setLength(0);
    rank(file("votes.csv.gz", "\uFEFF" + VOTES.replace("\n", "\r\n")), options);
    assertThat(json()).isEqualTo(expected);
  }

  @Test
  @DisplayName("dropped both-bad votes are no votes")
  void drop() throws IOException {
    rank(file("votes.csv", VOTES), "--json", "--both-bad", "drop");

    assertThat(json().get("votes").asLong()).isEqualTo(5);
  }

  @Test
  @DisplayName("the scale moves ratings and errors, not strengths")
  void scale() throws IOException {
    Path votes = file("votes.csv", VOTES);
    rank(votes, "--json");
    JsonNode usual = json().get("items").get(0);
    out.getBuffer().setLength(0);
    rank(votes, "--json", "--scale", "1", "--base", "2.718281828459045", "--centre", "0");
    JsonNode natural = json().get("items").get(0);

    assertThat(natural.get("log_strength")).isEqualTo(usual.get("log_strength"));
    assertThat(natural.get("rating").asDouble()).isEqualTo(usual.get("log_strength").asDouble());
    assertThat(natural.get("se").asDouble() * 400 / Math.log(10))
        .isCloseTo(usual.get("se").asDouble(), within(1e-9));
  }

  @Test
  @DisplayName("a prior that was needed is told on stderr and in JSON")
  void prior() throws IOException {
    assertThat(rank(file("votes.csv", "left,right,winner\na,b,left\n"), "--json")).isZero();

    assertThat(err.toString()).contains("prior of precision 0.25");
    assertThat(json().get("ridge").asDouble()).isEqualTo(0.25);
  }

  @Test
  @DisplayName("a file without votes is refused, and why it has none is said")
  void empty() {
    assertThat(rank(file("votes.csv", "left,right,winner\n"), "--json")).isEqualTo(2);
    assertThat(err.toString()).contains("votes.csv: has no rows, only a header or nothing");
    assertThat(rank(file("self.csv", "left,right,winner\na,a,left\n"))).isEqualTo(2);
    assertThat(err.toString())
        .contains("1 row compares an item with itself, which says nothing; left out")
        .contains("self.csv: has no votes to rank");
    assertThat(rank(file("v.csv", VOTES), "--where", "who=nobody")).isEqualTo(2);
    assertThat(err.toString()).contains("only rows whose {who=nobody} are read");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  @DisplayName("the table for people aligns, and shows no control characters")
  void table() {
    assertThat(
            rank(file("votes.csv", VOTES.replace("milk", "mi\u001b[31mlk")), "--annotator", "who"))
        .isZero();

    List<String> lines = out.toString().lines().toList();
    assertThat(lines.getFirst())
        .isEqualTo("Bradley-Terry, a tie being half a win: 7 votes on 3 items, 42.9 % ties");
    assertThat(lines.get(2)).contains("one annotator (3)");
    List<String> rows = lines.subList(4, 8);
    assertThat(rows.getFirst()).containsSubsequence("rank", "item", "rating", "±", "votes");
    assertThat(rows).allSatisfy(row -> assertThat(row).hasSameSizeAs(rows.getFirst()));
    assertThat(out.toString()).doesNotContain("\u001b").contains("mi?[31mlk");
  }

  @ParameterizedTest(name = "{1} -> {2}")
  @DisplayName("a bad CSV is told by file, line and column, with exit code 2")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "left,right|a,b,left|:1:1: no column 'winner'; there are left, right",
        "left,right,winner|a,b,up|:2:3: winner: 'up' is unknown",
        "left,right,winner|a, ,left|:2:2: right: is empty",
        "left,right,winner|a,b|:2:3: has 2 fields where the header has 3",
        "left,right,winner|a,b,left,9|:2:4: has 4 fields where the header has 3",
        "left,right,winner|a,`\"`b,left|:2: is not CSV",
      })
  void badCsv(String header, String row, String message) {
    Path file = file("votes.csv", header + "\n" + row.replace("`", "") + "\n");

    assertThat(rank(file)).isEqualTo(2);

    assertThat(err.toString()).startsWith("agon rank: " + file + message);
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @DisplayName("a weight that is no number above 0 is refused")
  @CsvSource({"0", "-1", "NaN", "Infinity", "much", "''"})
  void badWeight(String weight) {
    Path file = file("votes.csv", "left,right,winner,w\na,b,left,1\na,b,left," + weight + "\n");

    assertThat(rank(file, "--weight", "w")).isEqualTo(2);

    assertThat(err.toString()).contains(":3:4: w: '" + weight + "' is not");
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @DisplayName("bad JSON lines are told by file, line and column, with exit code 2")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"left\":\"a\",\"right\":\"b\"}|:2:1: no member 'winner'; there are left, right",
        "{\"left\":\"a\",\"right\":\"b\",\"winner\":3}|:2:34: winner: '3' is unknown",
        "{\"left\":\"a\",\"right\":[],\"winner\":\"tie\"}|:2:21: right: is an array"
            + " where a text or a number is expected",
        "{\"left\":\"a\",\"right\":null,\"winner\":\"tie\"}|:2:21: right: is null",
        "[1]|:2:1: each line must be a JSON object",
        "{\"left\":|:2:9: is not JSON",
        "nonsense|:2:9: is not JSON",
      })
  void badJson(String line, String message) {
    Path file =
        file("votes.jsonl", "{\"left\":\"a\",\"right\":\"b\",\"winner\":\"tie\"}\n" + line + "\n");

    assertThat(rank(file)).isEqualTo(2);

    assertThat(err.toString()).startsWith("agon rank: " + file + message);
  }

  @Test
  @DisplayName("a missing, truncated or non-text file is one clear line")
  void badFiles() throws IOException {
    assertThat(rank(folder.resolve("none.csv"))).isEqualTo(2);
    assertThat(err.toString()).contains("none.csv: no such file");
    assertThat(rank(folder)).isEqualTo(2);
    assertThat(err.toString()).contains("is a folder");
    Files.write(folder.resolve("latin.csv"), new byte[] {'l', (byte) 0xe9, ',', 'x'});
    assertThat(rank(folder.resolve("latin.csv"))).isEqualTo(2);
    assertThat(err.toString())
        .contains("latin.csv:1:2: is not UTF-8 from here on; it seems to be Latin-1");
    byte[] zipped = Files.readAllBytes(file("votes.csv.gz", VOTES.repeat(50)));
    Files.write(folder.resolve("cut.csv.gz"), Arrays.copyOf(zipped, zipped.length / 2));
    assertThat(rank(folder.resolve("cut.csv.gz"))).isEqualTo(2);
    assertThat(err.toString()).contains("ends before it is complete");
    assertThat(rank(file("nothing.csv", ""))).isEqualTo(2);
    assertThat(err.toString()).contains("nothing.csv:1:1: is empty: CSV needs a header");
  }

  @Test
  @DisplayName("whether a file is gzipped its content tells, not its name")
  void gzip() throws IOException {
    Files.writeString(folder.resolve("plain.csv.gz"), VOTES);
    assertThat(rank(folder.resolve("plain.csv.gz"))).isZero();
    String plain = out.toString();
    Files.copy(file("zipped.csv.gz", VOTES), folder.resolve("zipped.csv"));
    out.getBuffer().setLength(0);
    assertThat(rank(folder.resolve("zipped.csv"))).isZero();
    assertThat(out.toString()).isEqualTo(plain);
  }

  @ParameterizedTest
  @DisplayName("wrong options are refused with exit code 2")
  @CsvSource({
    "--method, fame, no ranking method is called 'fame'; there are bradley-terry",
    "--both-bad, win, 'neither tie nor drop'",
    "--ridge, -1, the ridge -1.0 is not",
    "--scale, 0, scale must be",
    "--base, 1, base must be",
    "--centre, NaN, centre must be",
  })
  void wrongOptions(String option, String value, String message) {
    assertThat(rank(file("votes.csv", VOTES), option, value)).isEqualTo(2);
    assertThat(err.toString()).contains(message);
  }
}
