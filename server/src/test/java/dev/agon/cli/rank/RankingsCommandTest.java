package dev.agon.cli.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.agon.cli.Agon;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("agon rankings, agon win-rates and rating periods")
class RankingsCommandTest {
  @TempDir private Path folder = Path.of("");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int agon(String... arguments) {
    out.getBuffer().setLength(0);
    return Agon.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private JsonNode json(String... arguments) throws IOException {
    assertThat(agon(arguments)).as(err.toString()).isZero();
    return new ObjectMapper().readTree(out.toString());
  }

  private String file(String name, CharSequence text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  @DisplayName("rankings of two are votes: the same ratings, errors and ranks as agon rank gives")
  void pairs() throws IOException {
    Random random = new Random(4);
    StringBuilder rankings = new StringBuilder("who,ranking\n");
    StringBuilder votes = new StringBuilder("who,left,right,winner\n");
    for (int row = 0; row < 600; row++) {
      int first = random.nextInt(5);
      int second = (first + 1 + random.nextInt(4)) % 5;
      boolean wins = random.nextDouble() < 1 / (1 + Math.exp(.4 * (first - second)));
      String who = "w" + row % 40 + ",";
      rankings.append(who).append(wins ? first : second).append(" > ");
      rankings.append(wins ? second : first).append('\n');
      votes.append(who).append(first).append(',').append(second).append(',');
      votes.append(wins ? "left" : "right").append('\n');
    }

    JsonNode listwise = json("rankings", file("r.csv", rankings), "--annotator", "who", "--json");
    JsonNode pairwise = json("rank", file("v.csv", votes), "--annotator", "who", "--json");

    assertThat(listwise.get("method").asText()).isEqualTo("plackett-luce");
    for (int k = 0; k < 5; k++) {
      JsonNode one = listwise.get("items").get(k);
      JsonNode other = pairwise.get("items").get(k);
      assertThat(one.get("item").asText()).isEqualTo(other.get("item").asText());
      assertThat(one.get("score").asDouble())
          .isCloseTo(other.get("rating").asDouble(), within(1e-6));
      assertThat(one.get("se").asDouble()).isCloseTo(other.get("se").asDouble(), within(1e-6));
      assertThat(one.get("rank_low").asInt()).isEqualTo(other.get("rank_low").asInt());
    }
  }

  @Test
  @DisplayName("best of several leaves the others without order")
  void best() throws IOException {
    String file =
        file(
            "r.csv",
            "ranking\n\"a > b, c\"\n\"b > a, c\"\n\"c > b, a\"\n\"a > c, b\"\na > b > c\n");

    JsonNode root = json("rankings", file, "--json");

    assertThat(root.get("votes").asInt()).isEqualTo(5);
    assertThat(root.at("/items/0/item").asText()).isEqualTo("a");
    assertThat(root.get("items")).hasSize(3);
    assertThat(agon("rankings", file)).isZero();
    assertThat(out.toString()).contains("plackett-luce: 5 votes");
  }

  @ParameterizedTest
  @DisplayName("a wrong ranking is told with its place")
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "a > a, r.csv:3:1: ranking: 'a' is ranked twice",
        "a, r.csv:3:1: ranking: nothing is placed before anything",
        "a;b, r.csv:3:1: ranking: nothing is placed before anything",
        "a > > b, r.csv:3:1: ranking: a place is empty",
        "a > b = c > d, r.csv:3:1: ranking: character 7: 'b = c' is a tie",
        "a>b=c, r.csv:3:1: ranking: character 4: 'b=c' is a tie",
        "a > b; c > d, \"r.csv:3:1: ranking: character 6: 'b, c' are in no order\""
      })
  void wrong(String ranking, String message) throws IOException {
    assertThat(
            agon(
                "rankings",
                file("r.csv", "ranking\na > b\n\"" + ranking.replace(';', ',') + "\"\n")))
        .isEqualTo(2);
    assertThat(err.toString()).contains(message);
  }

  @Test
  @DisplayName(
      "an array of names in JSON is a ranking, and one that is none is told with its place")
  void array() throws IOException {
    String good = "{\"ranking\":[\"b=c\",\"a\",\"d\"]}\n";
    JsonNode root = json("rankings", file("r.jsonl", good + "{\"ranking\":\"d > a\"}\n"), "--json");
    assertThat(root.at("/items/0/item").asText()).isEqualTo("b=c");
    assertThat(root.get("items")).hasSize(3);
    assertThat(agon("rankings", file("r.jsonl", good + "{\"ranking\":[[\"a\",\"b\"],\"c\"]}\n")))
        .isEqualTo(2);
    assertThat(err.toString()).contains("r.jsonl:2:").contains("ranking: place 1 has several");
  }

  @Test
  @DisplayName("the help of win rates offers nothing that is always refused")
  void help() {
    assertThat(agon("win-rates", "--help")).isZero();
    assertThat(out.toString()).doesNotContain("--ballot").doesNotContain("--comparison");
    assertThat(agon("rank", "--help")).isZero();
    assertThat(out.toString()).contains("--ballot").contains("--comparison");
  }

  @Test
  @DisplayName("equal generators of which one is longer: its win rate is raised, the other is not")
  void lengths() throws IOException {
    Random random = new Random(2);
    StringBuilder votes = new StringBuilder("prompt,left,right,winner,left_length,right_length\n");
    for (int row = 0; row < 4000; row++) {
      boolean swapped = random.nextBoolean();
      int length = 200 + random.nextInt(800);
      int baseline = 200 + random.nextInt(400);
      double odds = Math.tanh((length - baseline) / 300.0);
      boolean wins = random.nextDouble() < 1 / (1 + Math.exp(-odds));
      votes.append('p').append(row % 500).append(swapped ? ",base,long," : ",long,base,");
      votes.append(wins == swapped ? "right," : "left,");
      votes.append(swapped ? baseline + "," + length : length + "," + baseline).append('\n');
    }
    String file = file("v.csv", votes);

    JsonNode rate = json("win-rates", file, "--baseline", "base", "--json").get("items").get(0);

    assertThat(rate.get("item").asText()).isEqualTo("long");
    assertThat(rate.get("win_rate").asDouble()).isGreaterThan(.57);
    assertThat(rate.get("low").asDouble()).isLessThan(.5);
    assertThat(rate.get("high").asDouble()).isGreaterThan(.5);
    assertThat(agon("win-rates", file, "--baseline", "base")).isZero();
    assertThat(out.toString()).contains("win rates against base");
    assertThat(agon("win-rates", file, "--baseline", "nobody")).isEqualTo(2);
    assertThat(err.toString()).isEqualTo("agon win-rates: no vote is on the baseline 'nobody'\n");
  }

  @Test
  @DisplayName("weights count in win rates, and a column of probabilities gives the same exactly")
  void weighted() throws IOException {
    String votes =
        """
        left,right,winner,prompt,left_length,right_length,weight
        m,base,left,p1,100,120,0.9
        m,base,right,p1,100,120,0.1
        m,base,left,p2,90,120,0.8
        m,base,right,p2,90,120,0.2
        m,base,left,p3,130,120,0.7
        m,base,right,p3,130,120,0.3
        """;
    String[] options = {"win-rates", file("w.csv", votes), "--baseline", "base", "--json"};
    assertThat(json(options).at("/items/0/win_rate").asDouble()).isCloseTo(.5, within(1e-12));
    String[] weighing = Arrays.copyOf(options, 7);
    weighing[5] = "--weight";
    weighing[6] = "weight";
    assertThat(json(weighing).at("/items/0/win_rate").asDouble()).isCloseTo(.8, within(1e-12));
    String shares = "left,right,p,prompt,w\nm,base,.9,p1,2\nbase,m,.2,p2,1\nm,base,.7,p3,1\n";
    String file = file("p.csv", shares);
    JsonNode rates =
        json(
            "win-rates",
            file,
            "--baseline",
            "base",
            "--probability",
            "p",
            "--weight",
            "w",
            "--json");
    assertThat(rates.at("/items/0/win_rate").asDouble())
        .isCloseTo((2 * .9 + .8 + .7) / 4, within(1e-12));
    assertThat(rates.at("/items/0").has("length_controlled")).isFalse();
    assertThat(agon("win-rates", file, "--baseline", "base", "--probability", "p")).isZero();
    assertThat(out.toString()).contains("has no lengths").contains("0.800");
    assertThat(agon("win-rates", file, "--baseline", "m", "--probability", "w")).isEqualTo(2);
    assertThat(err.toString()).contains("w: 2.0 of vote 1 is not a probability");
    assertThat(agon("win-rates", options[1], "--baseline", "base", "--comparison", "prompt"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--comparison does not apply to win rates");
  }

  @Test
  @DisplayName("Elo's step can be set")
  void step() throws IOException {
    String file = file("v.csv", "left,right,winner\na,b,left\n");
    JsonNode items = json("rank", file, "--method", "elo", "--k", "32", "--json").get("items");
    assertThat(items.at("/0/score").asDouble()).isCloseTo(1016, within(1e-9));
    assertThat(agon("rank", file, "--method", "elo", "--k", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("--k is a number above 0, not 0.0");
    assertThat(agon("rank", file, "--k", "32")).isEqualTo(2);
    assertThat(err.toString()).contains("--k does not apply to bradley-terry; it goes with elo");
  }

  @Test
  @DisplayName("Glicko-2 moves ratings once a period, in the order of the file")
  void periods() throws IOException {
    String file =
        file(
            "v.csv",
            "left,right,winner,week\na,b,left,1\na,b,left,1\nb,c,left,2\na,c,tie,2\nc,a,left,3\n");

    JsonNode one = json("rank", file, "--method", "glicko-2", "--json");
    JsonNode three = json("rank", file, "--method", "glicko-2", "--period", "week", "--json");

    assertThat(score(one, "a")).isNotCloseTo(score(three, "a"), within(1.0));
    // One period, by hand: a won twice against b, drew with c and lost to c, all at 1500 and 350.
    double g = 1 / Math.sqrt(1 + 3 * Math.pow(350 / 173.7178, 2) / (Math.PI * Math.PI));
    double v = 1 / (4 * g * g * .25);
    double phi = 1 / Math.sqrt(1 / (Math.pow(350 / 173.7178, 2) + .06 * .06) + 1 / v);
    double expected = 1500 + 173.7178 * phi * phi * g * (2.5 - 2);
    assertThat(score(one, "a")).isCloseTo(expected, within(.05));
  }

  private static double score(JsonNode board, String item) {
    for (JsonNode one : board.get("items")) {
      if (one.get("item").asText().equals(item)) {
        return one.get("score").asDouble();
      }
    }
    throw new AssertionError("no " + item);
  }
}
