package dev.agon.cli.rank;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.agon.cli.Agon;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands print where votes tell little: words instead of narrow intervals. */
class IntervalsCommandTest {
  private final Path file;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  IntervalsCommandTest(@TempDir Path folder) {
    file = folder.resolve("votes.csv");
  }

  private JsonNode json(String command, String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(command, file.toString(), "--json"));
    arguments.addAll(List.of(options));
    assertThat(agon(arguments)).as(err.toString()).isZero();
    return new ObjectMapper().readTree(out.toString());
  }

  private String table(String command, String... options) {
    List<String> arguments = new ArrayList<>(List.of(command, file.toString()));
    arguments.addAll(List.of(options));
    assertThat(agon(arguments)).as(err.toString()).isZero();
    return out.toString();
  }

  private int agon(List<String> arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Agon.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments.toArray(String[]::new));
  }

  private void votes(String text) throws IOException {
    Files.writeString(file, text);
  }

  /** Two hundred votes of one annotator, 160 of them for A, and nine of nine others for B. */
  private void oneBesideNine() throws IOException {
    StringBuilder text = new StringBuilder("left,right,winner,annotator\n");
    for (int vote = 0; vote < 200; vote++) {
      text.append("A,B,").append(vote % 5 == 0 ? "right" : "left").append(",big\n");
    }
    for (int other = 0; other < 9; other++) {
      text.append("A,B,right,w").append(other).append('\n');
    }
    votes(text.toString());
  }

  @ParameterizedTest
  @DisplayName("one annotator with nearly all votes counts as one, whoever else voted once")
  @ValueSource(
      strings = {
        "bradley-terry",
        "davidson",
        "average-win-rate",
        "counting",
        "rank-centrality",
        "elo",
        "trueskill",
        "crowd-bt",
        "plackett-luce"
      })
  void nearlyAllOfOne(String method) throws IOException {
    oneBesideNine();

    JsonNode root = json("rank", "--annotator=annotator", "--method=" + method);

    assertThat(root.get("interval_note").asText()).startsWith("all votes are one annotator's");
    for (JsonNode item : root.get("items")) {
      assertThat(item.get("rank_low").asInt()).isEqualTo(1);
      assertThat(item.get("rank_high").asInt()).isEqualTo(2);
      assertThat(item.path("status").asText()).isNotEqualTo("usable");
    }
  }

  @ParameterizedTest
  @DisplayName("where all say the same of each pair, the order of votes is no spread")
  @ValueSource(strings = {"elo", "trueskill", "glicko-2"})
  void unanimous(String method) throws IOException {
    StringBuilder text = new StringBuilder("left,right,winner,annotator\n");
    for (int annotator = 0; annotator < 10; annotator++) {
      for (String pair : new String[] {"A,B", "A,C", "B,C"}) {
        text.append(pair).append(",left,w").append(annotator).append('\n');
      }
    }
    votes(text.toString());

    JsonNode root = json("rank", "--annotator=annotator", "--method=" + method);

    assertThat(root.get("interval_note").asText()).contains("shows no spread");
    assertThat(root.get("items").get(0).get("low").isNull()).isTrue();
  }

  @Test
  @DisplayName("ten ties leave room for a rate of .575")
  void tiesOnly() throws IOException {
    StringBuilder text = new StringBuilder("prompt,left,right,winner\n");
    for (int prompt = 0; prompt < 10; prompt++) {
      text.append("p").append(prompt).append(",A,base,tie\n");
    }
    votes(text.toString());

    JsonNode rate = json("win-rates", "--baseline=base").get("items").get(0);

    assertThat(rate.get("win_rate_low").asDouble()).isLessThan(0.425);
    assertThat(rate.get("win_rate_high").asDouble()).isGreaterThan(0.575);
  }

  private void oneAnnotator() throws IOException {
    StringBuilder text = new StringBuilder("left,right,winner,annotator\n");
    Random random = new Random(2);
    String items = "ABCDE";
    for (int vote = 0; vote < 60; vote++) {
      int left = random.nextInt(5);
      int right = (left + 1 + random.nextInt(4)) % 5;
      boolean won = random.nextDouble() < 1 / (1 + Math.exp(left - right));
      text.append(items.charAt(left)).append(',').append(items.charAt(right));
      text.append(won ? ",left,w0\n" : ",right,w0\n");
    }
    votes(text.toString());
  }

  @ParameterizedTest
  @DisplayName("of one annotator, scores come without intervals, with every rank and the reason")
  @ValueSource(
      strings = {
        "average-win-rate",
        "counting",
        "rank-centrality",
        "elo",
        "trueskill",
        "glicko-2",
        "crowd-bt"
      })
  void oneAnnotatorOfScores(String method) throws IOException {
    oneAnnotator();

    JsonNode root = json("rank", "--annotator=annotator", "--method=" + method);

    assertThat(err.toString()).contains("all votes are one annotator's");
    assertThat(root.get("interval_note").asText()).startsWith("all votes are one annotator's");
    // crowd-bt lists them with how reliable they are.
    JsonNode annotators = root.get("annotators");
    assertThat(annotators.isArray() ? annotators.size() : annotators.asInt()).isEqualTo(1);
    assertThat(root.get("items")).hasSize(5);
    for (JsonNode item : root.get("items")) {
      assertThat(item.get("low").isNull()).isTrue();
      assertThat(item.get("high").isNull()).isTrue();
      assertThat(item.get("rank_low").asInt()).isEqualTo(1);
      assertThat(item.get("rank_high").asInt()).isEqualTo(5);
    }
    assertThat(table("rank", "--annotator=annotator", "--method=" + method))
        .contains("1-5", "-")
        .doesNotContain("NaN");
  }

  @ParameterizedTest
  @DisplayName("of one annotator, ratings keep the votes' own intervals and every rank")
  @ValueSource(strings = {"--method=bradley-terry", "--bootstrap=100"})
  void oneAnnotatorOfRatings(String option) throws IOException {
    oneAnnotator();

    JsonNode root = json("rank", "--annotator=annotator", option);

    assertThat(err.toString())
        .contains("all votes are one annotator's")
        .doesNotContain("1 annotators");
    assertThat(root.get("interval_note").asText()).contains("every rank is possible");
    for (JsonNode item : root.get("items")) {
      assertThat(item.get("high").asDouble()).isGreaterThan(item.get("low").asDouble());
      assertThat(item.get("rank_low").asInt()).isEqualTo(1);
      assertThat(item.get("rank_high").asInt()).isEqualTo(5);
      assertThat(item.path("status").asText("preliminary")).isEqualTo("preliminary");
    }
  }

  @ParameterizedTest
  @DisplayName("one vote of nobody in particular makes nobody surely first")
  @ValueSource(strings = {"average-win-rate", "elo", "trueskill", "bradley-terry", "counting"})
  void oneVote(String method) throws IOException {
    votes("left,right,winner\na,b,left\n");

    for (JsonNode item : json("rank", "--method=" + method).get("items")) {
      assertThat(item.get("rank_low").asInt()).isEqualTo(1);
      assertThat(item.get("rank_high").asInt()).isEqualTo(2);
    }
  }

  @Test
  @DisplayName("an item that won nothing stays preliminary under the bootstrap, as wide as without")
  void winless() throws IOException {
    StringBuilder text = new StringBuilder("left,right,winner\n");
    text.append("A,B,left\n".repeat(20)).append("A,B,right\n".repeat(10));
    text.append("C,A,right\n".repeat(15)).append("C,B,right\n".repeat(15));
    votes(text.toString());

    JsonNode drawn = json("rank", "--bootstrap=200").get("items").get(2);
    JsonNode sandwich = json("rank").get("items").get(2);

    assertThat(drawn.get("item").asText()).isEqualTo("C");
    assertThat(drawn.get("status").asText()).isEqualTo("preliminary");
    assertThat(drawn.get("se").asDouble()).isGreaterThan(.9 * sandwich.get("se").asDouble());
    assertThat(err.toString()).contains("determine no finite ratings, since C lost every vote");
  }

  @Test
  @DisplayName("six wins to one by rank centrality: both ranks stay open, as by Bradley-Terry")
  void sixToOne() throws IOException {
    votes("left,right,winner\n" + "a,b,left\n".repeat(6) + "a,b,right\n");

    for (String method : List.of("rank-centrality", "bradley-terry")) {
      for (JsonNode item : json("rank", "--method=" + method).get("items")) {
        assertThat(item.get("rank_low").asInt()).isEqualTo(1);
        assertThat(item.get("rank_high").asInt()).isEqualTo(2);
      }
    }
    JsonNode first = json("rank", "--method=rank-centrality").get("items").get(0);
    assertThat(first.get("high").asDouble()).isGreaterThan(first.get("score").asDouble() + .5);
  }

  @Test
  @DisplayName("thirty of thirty wins: the interval holds the rate that was seen")
  void allWon() throws IOException {
    StringBuilder text = new StringBuilder("prompt,left,right,winner,left_length,right_length\n");
    for (int prompt = 0; prompt < 30; prompt++) {
      text.append("p%d,m,base,left,%d,90\n".formatted(prompt, 100 + prompt));
    }
    votes(text.toString());

    JsonNode item = json("win-rates", "--baseline=base").get("items").get(0);

    assertThat(item.get("win_rate").asDouble()).isEqualTo(1);
    assertThat(item.get("win_rate_low").asDouble()).isBetween(.85, .92);
    assertThat(item.get("win_rate_high").asDouble()).isEqualTo(1);
    assertThat(item.get("high").asDouble()).isEqualTo(1);
    assertThat(item.get("low").asDouble()).isBetween(.8, .92);
  }

  @Test
  @DisplayName("the header's ties are those that were counted")
  void ties() throws IOException {
    votes("left,right,winner\na,b,both_bad\nb,c,both_bad\na,c,both_bad\n");

    assertThat(table("rank", "--method=davidson")).contains("100.0 % ties");
    assertThat(table("rank", "--method=davidson", "--both-bad=drop")).contains("0.0 % ties");
  }

  @Test
  @DisplayName("five annotators of four items are told to be too few")
  void fiveAnnotators() throws IOException {
    StringBuilder text = new StringBuilder("left,right,winner,annotator\n");
    Random random = new Random(5);
    for (int vote = 0; vote < 100; vote++) {
      int left = random.nextInt(4);
      int right = (left + 1 + random.nextInt(3)) % 4;
      String winner = random.nextBoolean() ? "left" : "right";
      text.append("m%d,m%d,%s,w%d\n".formatted(left, right, winner, vote % 5));
    }
    votes(text.toString());

    JsonNode root = json("rank", "--annotator=annotator");

    assertThat(root.get("too_few_annotators").asBoolean()).isTrue();
    assertThat(err.toString()).contains("too few annotators: 5 for 4 items");
    json("rank", "--annotator=annotator", "--method=average-win-rate");
    assertThat(err.toString()).contains("too few annotators: 5 for 4 items");
  }

  @Test
  @DisplayName(
      "groups that never met are named and ranked within; one-sided votes say another thing")
  void groups() throws IOException {
    votes(
        "left,right,winner\n"
            + "a,b,left\n".repeat(30)
            + "a,b,right\n".repeat(20)
            + "c,d,left\n".repeat(30)
            + "c,d,right\n".repeat(20)
            + "d,e,left\n".repeat(20)
            + "d,e,right\n".repeat(20));

    JsonNode root = json("rank");

    assertThat(err.toString())
        .contains("2 groups of items were never compared with each other", "{c, d, e}, {a, b}")
        .doesNotContain("won every vote");
    assertThat(root.get("groups")).hasSize(2);
    assertThat(root.at("/items/3/group").asInt()).isEqualTo(2);
    assertThat(root.at("/items/3/rank_high").asInt()).isEqualTo(2);
    assertThat(root.get("differences")).as("only of the first one's group").hasSize(2);
    assertThat(json("rank", "--method=average-win-rate").get("groups")).hasSize(2);
    votes("left,right,winner\n" + "a,b,left\n".repeat(20));
    table("rank");
    assertThat(err.toString())
        .contains("since a won every vote and b lost every vote")
        .doesNotContain("groups");
  }

  @Test
  @DisplayName("rankings of items that never met name their groups")
  void rankings() throws IOException {
    votes("ranking\na > b > c\nc > a > b\nb > c > a\nx > y\ny > x\n");

    JsonNode root = json("rankings");

    assertThat(err.toString()).contains("{a, b, c}, {x, y}");
    assertThat(root.get("groups")).hasSize(2);
    assertThat(root.at("/items/4/rank_high").asInt()).isEqualTo(2);
  }

  @Test
  @DisplayName("coverage of all methods as a table and as JSON, refusals among them")
  void coverage() throws IOException {
    assertThat(
            agon(
                List.of(
                    "bench",
                    "coverage",
                    "--studies=4",
                    "--annotators=2,6",
                    "--rounds=5",
                    "--json")))
        .isZero();
    JsonNode lines = new ObjectMapper().readTree(out.toString()).get("methods");
    assertThat(lines).hasSizeGreaterThan(28);
    for (JsonNode line : lines) {
      boolean score = List.of("counting", "elo", "win-rates").contains(line.get("method").asText());
      if (score && line.get("annotators").asInt() == 2) {
        assertThat(line.get("refused").asDouble()).isEqualTo(1);
        assertThat(line.get("coverage").isNull()).isTrue();
      } else if (score) {
        assertThat(line.get("coverage").asDouble()).isGreaterThan(.6);
      }
    }
    assertThat(agon(List.of("bench", "coverage", "--studies=4", "--annotators=2", "--rounds=5")))
        .isZero();
    assertThat(out.toString()).contains("no interval", "bradley-terry --bootstrap");
    assertThat(agon(List.of("bench", "coverage", "--by-drawing", "--studies=1", "--annotators=8")))
        .isZero();
    assertThat(out.toString()).contains("adaptive");
  }
}
