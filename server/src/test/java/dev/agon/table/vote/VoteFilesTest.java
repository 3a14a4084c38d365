package dev.agon.table.vote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.agon.cli.Agon;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("files of votes as people have them, by agon rank")
class VoteFilesTest {
  private static final String VOTES =
      "left,right,winner\ntea,milk,left\nmilk,tea,right\ntea,milk,right\ncola,tea,tie\n";

  @TempDir private Path folder = Path.of("");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int agon(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Agon.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private JsonNode rank(String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.addFirst("rank");
    arguments.add("--json");
    assertThat(agon(arguments.toArray(String[]::new))).as(err.toString()).isZero();
    return new ObjectMapper().readTree(out.toString());
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private JsonNode usual() throws IOException {
    return rank(file("usual.csv", VOTES)).get("items");
  }

  @ParameterizedTest
  @DisplayName(
      "tabs, semicolons, padding, a byte order mark and words in any case make no difference")
  @ValueSource(
      strings = {
        "left\tright\twinner\ntea\tmilk\tleft\nmilk\ttea\tright\ntea\tmilk\tright\ncola\ttea\ttie\n",
        "left;right;winner\ntea;milk;left\nmilk;tea;right\ntea;milk;right\ncola;tea;tie\n",
        "left, right, winner\ntea, milk, left\nmilk, tea, right\ntea, milk, right\ncola, tea, tie\n",
        "\uFEFFleft,right,winner\r\ntea,milk,left\r\nmilk,tea,right\r\ntea,milk,right\r\ncola,tea,tie",
        "left,right,winner\ntea,milk,Left\nmilk,tea,RIGHT\ntea,milk,Right\ncola,tea,Tie\n",
        "left,right,winner\ntea,milk,A\nmilk,tea,B\ntea,milk,b\ncola,tea,draw\n",
        "left,right,winner\ntea,milk,1\nmilk,tea,2\ntea,milk,second\ncola,tea,equal\n",
        "left,right,winner\ntea,milk,tea\nmilk,tea,tea\ntea,milk,milk\ncola,tea,tie\n",
        """
        left,right,winner_model_a,winner_model_b,winner_tie
        tea,milk,1,0,0
        milk,tea,0,1,0
        tea,milk,0,1,0
        cola,tea,0,0,1
        """
      })
  void dialects(String text) throws IOException {
    assertThat(rank(file("v.csv", text)).get("items")).isEqualTo(usual());
    assertThat(rank(file("v.txt", text)).get("items")).isEqualTo(usual());
  }

  @Test
  @DisplayName("an array of objects is read like objects one per line, and like CSV")
  void array() throws IOException {
    String rows =
        """
        [
         {"left": "tea", "right": "milk", "winner": "left", "turns": [{"role": "user"}]},
         {"left": "milk", "right": "tea", "winner": "right", "turns": []},
         {"left": "tea", "right": "milk", "winner": "right", "turns": null},
         {"left": "cola", "right": "tea", "winner": "tie"}
        ]
        """;
    assertThat(rank(file("v.json", rows)).get("items")).isEqualTo(usual());
    String lines = rows.replaceAll("(?m)^[\\[\\]]\n", "").replaceAll("(?m)^ |,$", "");
    assertThat(rank(file("v.jsonl", lines)).get("items")).isEqualTo(usual());
    assertThat(agon("rank", file("w.json", "[{\"left\": \"a\",\n  \"right\": 1, \"win\": 2}]")))
        .isEqualTo(2);
    assertThat(err.toString())
        .contains("w.json:1:1: no member 'winner'; there are left, right, win");
  }

  @Test
  @DisplayName("several files are read as one")
  void several() throws IOException {
    String one = file("1.csv", "left,right,winner\ntea,milk,left\nmilk,tea,right\n");
    String two = file("2.tsv", "winner\tright\tleft\nright\tmilk\ttea\ntie\ttea\tcola\n");
    assertThat(rank(one, two).get("items")).isEqualTo(usual());
  }

  @Test
  @DisplayName("words of one's own are told by --outcome, and rows of some can be left out")
  void outcomes() throws IOException {
    JsonNode usual = usual();
    String file =
        file(
            "v.csv",
            """
            left,right,winner
            tea,milk,1.0
            milk,tea,0.0
            tea,milk,0.0
            cola,tea,even
            tea,cola,Sorry
            tea,cola,I
            """);
    assertThat(agon("rank", file)).isEqualTo(2);
    assertThat(err.toString())
        .contains("v.csv:2:3: winner: '1.0' is unknown; known are ")
        .contains("v.csv:7:3: winner: 'I' is unknown")
        .contains("--outcome WORD=left");
    String[] options = {
      file,
      "--outcome",
      "1.0=left",
      "--outcome",
      "0.0=right",
      "--outcome",
      "even=tie",
      "--outcome",
      "sorry=skip",
      "--outcome",
      "I=skip"
    };
    JsonNode board = rank(options);
    assertThat(board.get("items")).isEqualTo(usual);
    assertThat(board.at("/left_out/skipped").asInt()).isEqualTo(2);
    assertThat(err.toString()).contains("2 rows left out whose winner --outcome says to skip");
    assertThat(agon("rank", file, "--outcome", "I=won")).isEqualTo(2);
    assertThat(err.toString()).contains("'won' is not left, right, tie, both_bad or skip");
  }

  @Test
  @DisplayName("a word for one side that is the name of the other is asked about")
  void ambiguous() throws IOException {
    String file = file("v.csv", "left,right,winner\nb,a,a\n");
    assertThat(agon("rank", file)).isEqualTo(2);
    assertThat(err.toString())
        .contains("v.csv:2:3: winner: 'a' is a word for one side and the name of the other");
    assertThat(rank(file, "--outcome", "a=right").at("/items/0/item").asText()).isEqualTo("a");
  }

  @Test
  @DisplayName("an item against itself says nothing: it is left out and told")
  void self() throws IOException {
    JsonNode board = rank(file("v.csv", VOTES + "tea,tea,left\nsoda,soda,tie\n"));
    assertThat(board.get("items")).isEqualTo(usual());
    assertThat(board.at("/left_out/with_itself").asInt()).isEqualTo(2);
    assertThat(rank(file("w.csv", VOTES + "soda,soda,tie\n")).get("items")).hasSize(3);
    assertThat(err.toString()).contains("1 row compares an item with itself");
  }

  @Test
  @DisplayName(
      "bad rows can be skipped: a file has them with line and reason, and they are counted")
  void skipping() throws IOException {
    JsonNode usual = usual();
    String file = file("v.csv", VOTES.replace("cola", "tea,\nx,y,\n=1+1,z,won\ncola"));
    Path bad = folder.resolve("bad.csv");
    JsonNode board = rank(file, "--skip-bad-rows", bad.toString());
    assertThat(board.get("items")).isEqualTo(usual);
    assertThat(board.at("/left_out/bad").asInt()).isEqualTo(3);
    assertThat(err.toString()).contains("3 of 7 rows could not be read; " + bad + " has them");
    assertThat(Files.readAllLines(bad))
        .hasSize(4)
        .startsWith(
            "file,line,column,reason,row",
            file + ",5,3,has 2 fields where the header has 3,\"tea,\"",
            file + ",6,3,\"winner: '' is unknown; known are" + known() + "\",\"x,y,\"")
        .last()
        .asString()
        .startsWith(file + ",7,3,")
        .endsWith(",\"'=1+1,z,won\"");
    assertThat(agon("rank", file, "--skip-bad-rows", bad.toString())).isEqualTo(2);
    assertThat(err.toString())
        .contains("bad.csv: exists already; bad rows are written to a new file");
  }

  private static String known() {
    String refusal =
        dev.agon.table.Winners.USUAL.refusal("", new dev.agon.table.Winners.Meaning.Unknown());
    return refusal.substring(refusal.indexOf(" known are") + " known are".length());
  }

  @Test
  @DisplayName("the first 20 problems are told together, each with its place")
  void problems() throws IOException {
    assertThat(agon("rank", file("v.csv", VOTES + "a,b,won\n".repeat(50)))).isEqualTo(2);
    List<String> lines = err.toString().lines().toList();
    assertThat(lines).hasSize(21);
    assertThat(lines.get(19)).contains("v.csv:25:3: winner: 'won' is unknown");
    assertThat(lines.getLast()).contains("these are the first 20 problems");
  }

  @Test
  @DisplayName("doubled rows are told, with how to leave them out")
  void doubled() throws IOException {
    String five = "a,b,left\nb,c,left\nc,a,left\na,b,right\nb,c,tie\n";
    JsonNode once = rank(file("once.csv", "left,right,winner\n" + five));
    assertThat(err.toString()).doesNotContain("--distinct");
    String thrice = file("thrice.csv", "left,right,winner\n" + five.repeat(3));
    assertThat(rank(thrice).at("/copies/every_row_times").asInt()).isEqualTo(3);
    assertThat(err.toString())
        .contains("every row is there 3 times, or a multiple of that; if they are the same votes,")
        .contains("--distinct leaves the copies out");
    JsonNode distinct = rank(thrice, "--distinct");
    assertThat(distinct.get("items")).isEqualTo(once.get("items"));
    assertThat(distinct.at("/left_out/copies").asInt()).isEqualTo(10);

    String told = "left,right,winner,at\na,b,left,1\na,b,left,2\na,b,left,2\nb,a,left,3\n";
    assertThat(rank(file("at.csv", told)).at("/copies/rows").asInt()).isEqualTo(1);
    assertThat(err.toString()).contains("1 of 4 rows is a copy of another in every column");
    rank(file("who.csv", told.replace("at\n", "annotator\n")), "--annotator", "annotator");
    assertThat(err.toString()).doesNotContain("copies");
  }

  @Test
  @DisplayName("names that a CSV writer made inert are their own again")
  void inert() throws IOException {
    String file =
        file("v.csv", "left,right,winner\n'@cf/meta/llama,'-mini,left\n'-mini,'''=x',right\n");
    JsonNode board = rank(file, "--anchor", "@cf/meta/llama=1000");
    List<String> names = new ArrayList<>();
    board.get("items").forEach(item -> names.add(item.get("item").asText()));
    assertThat(names).containsExactlyInAnyOrder("@cf/meta/llama", "-mini", "''=x'");
    String json = "{\"left\": \"'=x\", \"right\": \"b\", \"winner\": \"left\"}\n";
    assertThat(rank(file("v.jsonl", json)).at("/items/0/item").asText()).isEqualTo("'=x");
  }

  @Test
  @DisplayName("what is no text in UTF-8 is named, with what to do")
  void encodings() throws IOException {
    Files.write(
        folder.resolve("l.csv"),
        "left,right,winner\né,b,left".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(agon("rank", folder.resolve("l.csv").toString())).isEqualTo(2);
    assertThat(err.toString()).contains("l.csv:2:1: is not UTF-8").contains("Latin-1");
    Files.write(folder.resolve("u.csv"), VOTES.getBytes(StandardCharsets.UTF_16));
    assertThat(agon("rank", folder.resolve("u.csv").toString())).isEqualTo(2);
    assertThat(err.toString()).contains("u.csv:1:1: is UTF-16: save the file as UTF-8");
    assertThat(agon("rank", file("p.parquet", "PAR1\u0015"))).isEqualTo(2);
    assertThat(err.toString()).contains("is Parquet, which is not read: write it as CSV or JSONL");
    assertThat(agon("rank", file("two.csv", "left,right,winner,winner\n"))).isEqualTo(2);
    assertThat(err.toString()).contains("two.csv:1:4: two columns are called 'winner'");
  }

  @ParameterizedTest
  @DisplayName("what a method or a table cannot use is refused with what it goes with")
  @CsvSource({
    "--method,elo,--weight,weight,'elo takes one whole vote after another, but the votes have unequal'",
    "--method,trueskill,--weight,weight,'trueskill takes one whole vote after another'",
    "--method,glicko-2,--weight,weight,'glicko-2 takes one whole vote after another'",
    "--method,elo,--ridge,1,'--ridge does not apply to elo; it goes with bradley-terry'",
    "--method,counting,--terms,position,'--terms does not apply to counting'",
    "--method,davidson,--period,weight,'--period does not apply to davidson; it goes with glicko-2'",
    "--method,trueskill,--anchor,m,'--anchor does not apply to trueskill'",
    "--method,davidson,--seed,3,'--seed is of resamples'",
  })
  void refused(String one, String value, String other, String further, String message)
      throws IOException {
    String file = file("v.csv", "left,right,winner,weight\nm,base,left,9\nm,base,right,1\n");
    List<String> arguments = new ArrayList<>(List.of("rank", file, one));
    if (value != null) {
      arguments.add(value);
    }
    arguments.addAll(List.of(other, further));
    assertThat(agon(arguments.toArray(String[]::new))).isEqualTo(2);
    assertThat(err.toString()).startsWith("agon rank: " + message);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  @DisplayName("weights that a method knows count")
  void weights() throws IOException {
    String file = file("v.csv", "left,right,winner,weight\nm,base,left,9\nm,base,right,1\n");
    for (String method : List.of("bradley-terry", "counting", "crowd-bt")) {
      String[] who =
          method.equals("crowd-bt") ? new String[] {"--annotator", "winner"} : new String[0];
      List<String> options =
          new ArrayList<>(List.of(file, "--weight", "weight", "--method", method));
      options.addAll(List.of(who));
      JsonNode board = rank(options.toArray(String[]::new));
      assertThat(board.at("/items/0/item").asText()).as(method).isEqualTo("m");
    }
    JsonNode items = rank(file, "--weight", "weight").get("items");
    double lead = items.at("/0/log_strength").asDouble() - items.at("/1/log_strength").asDouble();
    assertThat(lead).isCloseTo(Math.log(9), within(1e-6));
    JsonNode pair = rank(file, "--weight", "weight", "--pairs").at("/pairs/0");
    assertThat(pair.get("score").asDouble()).isEqualTo(.5);
    assertThat(pair.get("weighted").asDouble()).isCloseTo(.9, within(1e-12));
    assertThat(pair.get("expected").asDouble()).isCloseTo(.9, within(1e-6));
    assertThat(agon("rank", file, "--weight", "weight", "--pairs")).isZero();
    assertThat(out.toString()).contains("weighted").contains("0.500").contains("0.900");
  }
}
