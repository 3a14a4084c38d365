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
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("boards of too little: no scores, no intervals, or too few votes")
class UndeterminedScoresTest {
  private static final String HEAD = "left,right,winner\n";

  @TempDir private Path folder = Path.of("");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private void agon(String command, String text, String... options) throws IOException {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    String file = Files.writeString(folder.resolve("votes.csv"), text).toString();
    String[] arguments = new String[options.length + 2];
    arguments[0] = command;
    arguments[1] = file;
    System.arraycopy(options, 0, arguments, 2, options.length);
    int exit =
        Agon.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    assertThat(exit).as(err.toString()).isZero();
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(out.toString());
  }

  @Test
  @DisplayName("rank centrality names the items that lack a defeat or a win, in JSON too")
  void onesided() throws IOException {
    String votes = HEAD + "a,b,left\nb,c,left\na,c,left\n";
    agon("rank", votes, "--method", "rank-centrality");
    assertThat(err.toString())
        .isEqualTo(
            "agon rank: the votes do not determine scores by rank-centrality, since a won every"
                + " vote and c lost every vote\n");
    agon("rank", votes, "--method", "rank-centrality", "--json");
    assertThat(json().get("items")).isEmpty();
    assertThat(json().get("score_note").asText())
        .endsWith("since a won every vote and c lost every vote");
  }

  @Test
  @DisplayName("where each item won and lost, those are named that never lost to the others")
  void unbeaten() throws IOException {
    agon(
        "rank",
        HEAD + "a,b,left\nb,a,left\nc,d,left\nd,c,left\na,c,left\nb,d,left\n",
        "--method",
        "rank-centrality");
    assertThat(err.toString()).contains(", since a, b never lost to the others");
  }

  @Test
  @DisplayName("rankings that all have ties are told to be the reason")
  void ties() throws IOException {
    agon("rank", HEAD + "a,b,tie\n", "--method", "plackett-luce");
    assertThat(err.toString())
        .contains("plackett-luce, since every ranking has ties or lacks pairs");
  }

  @ParameterizedTest
  @DisplayName("a heading speaks of intervals only where there are any")
  @ValueSource(strings = {"elo", "trueskill", "glicko-2", "counting", "ranked-pairs"})
  void noIntervals(String method) throws IOException {
    agon("rank", HEAD + "a,b,left\nb,a,left\na,b,tie\n", "--method", method);
    assertThat(out.toString())
        .contains("no intervals\n")
        .doesNotContain("resample")
        .doesNotContain("independent");
  }

  @Test
  @DisplayName("rankings name the columns of their intervals, and none where they have none")
  void rankings() throws IOException {
    String file = "ranking,who\na > b,u\nb > a,u\na > b,v\nb > a,w\na > b,x\na > b,y\n";
    agon("rankings", file);
    assertThat(out.toString()).contains("low and high are of a 95 % interval").doesNotContain("±");
    agon("rankings", "ranking,who\na > b,u\nb > a,u\n", "--annotator", "who");
    assertThat(out.toString()).contains("no intervals\n").doesNotContain("95 %");
  }

  @ParameterizedTest
  @DisplayName("where nobody is named votes count as annotators: seven are too few, eight are not")
  @CsvSource({"bradley-terry,votes", "counting,votes", "elo,votes", "plackett-luce,rankings"})
  void votesAsAnnotators(String method, String what) throws IOException {
    String seven = HEAD + "a,b,left\nb,a,left\na,b,left\nb,a,left\na,b,left\nb,a,left\na,b,left\n";
    agon("rank", seven, "--method", method, "--json");
    assertThat(err.toString()).contains("too few " + what + ": 7 for 2 items");
    assertThat(json().get("too_few_annotators").asBoolean()).isTrue();
    assertThat(json().has("annotators")).isFalse();
    agon("rank", seven + "b,a,left\n", "--method", method, "--json");
    assertThat(err.toString()).isEmpty();
    assertThat(json().get("too_few_annotators").asBoolean()).isFalse();
  }

  @Test
  @DisplayName("votes that depend on each other by comparison count as their comparisons")
  void comparisons() throws IOException {
    agon(
        "rank",
        "left,right,winner,what\n" + "a,b,left,x\nb,a,left,y\n".repeat(10),
        "--comparison",
        "what");
    assertThat(err.toString()).contains("too few comparisons: 2 for 2 items");
  }
}
