package dev.agon.cli.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agon.cli.Agon;
import dev.agon.cli.input.ReadingOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@DisplayName("files of pairs as trainers have them")
class PairReaderTest {
  @TempDir private Path folder = Path.of("");
  private final StringWriter err = new StringWriter();

  private RewardData read(String name, String text, String... options) throws Exception {
    PairOptions where = new PairOptions();
    CommandLine.populateCommand(where, options);
    Path file = Files.writeString(folder.resolve(name), text);
    return PairReader.read(
        List.of(file), where, new ReadingOptions(), 1, new PrintWriter(err, true));
  }

  private static List<String> texts(RewardData data) {
    return IntStream.range(0, data.texts().size())
        .mapToObj(item -> data.texts().prompt(item) + " -> " + data.texts().response(item))
        .toList();
  }

  private int train(String name, String text, String... options) throws IOException {
    String[] arguments = new String[options.length + 2];
    arguments[0] = "train";
    arguments[1] = Files.writeString(folder.resolve(name), text).toString();
    System.arraycopy(options, 0, arguments, 2, options.length);
    return Agon.commandLine()
        .setOut(new PrintWriter(new StringWriter()))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  @Test
  @DisplayName(
      "turns are texts: the prompt's, and what each response says beyond what both begin with")
  void turns() throws Exception {
    String user = "{\"role\": \"user\", \"content\": \"Why?\"}";
    String apart =
        "{\"p\": [%s], \"chosen\": [{\"role\": \"assistant\", \"content\": \"So.\"}], \"rejected\": [{\"role\": \"assistant\", \"content\": \"No.\"}]}\n"
            .formatted(user);
    String whole =
        apart
            .replace("\"chosen\": [", "\"chosen\": [" + user + ", ")
            .replace("\"rejected\": [", "\"rejected\": [" + user + ", ");
    String[] sides = {"--chosen", "chosen", "--rejected", "rejected"};
    String[] prompted = {"--chosen", "chosen", "--rejected", "rejected", "--prompt", "p"};

    assertThat(texts(read("apart.jsonl", apart, prompted)))
        .containsExactly("Why? -> So.", "Why? -> No.");
    assertThat(texts(read("whole.jsonl", whole, sides)))
        .containsExactly("Why? -> So.", "Why? -> No.");
    assertThat(texts(read("both.json", "[" + whole + "]", prompted)))
        .containsExactly("Why? -> So.", "Why? -> No.");
    assertThat(read("whole.jsonl", whole, sides).groups()).containsExactly("Why?");
  }

  @Test
  @DisplayName("a null is called null, an array that is no turns says why, each with its place")
  void notTexts() throws Exception {
    String rows =
        """
        {"prompt": "a", "chosen": "b", "rejected": null}
        {"prompt": "a", "chosen": ["b"], "rejected": ["c"]}
        {"prompt": "a", "chosen": "b"}
        """;
    assertThat(
            train(
                "r.jsonl",
                rows,
                "--prompt",
                "prompt",
                "--chosen",
                "chosen",
                "--rejected",
                "rejected"))
        .isEqualTo(2);
    assertThat(err.toString().lines().toList())
        .satisfiesExactly(
            line -> assertThat(line).endsWith("r.jsonl:1:44: rejected: is null"),
            line -> assertThat(line).contains("r.jsonl:2:27: chosen: [0] must be an object"),
            line ->
                assertThat(line)
                    .endsWith("r.jsonl:3:1: no member 'rejected'; there are prompt, chosen"));
  }

  @Test
  @DisplayName("labels are the words of winners, words of --outcome, or shares")
  void labels() throws Exception {
    String rows = "x,y,l\na,b,Left\na,c,model_b\na,d,Tie\na,e,0.25\na,f,won\na,g,Neither\n";
    String[] options = {"--first", "x", "--second", "y", "--label", "l", "--outcome", "won=left"};
    assertThatThrownBy(() -> read("l.csv", rows, options))
        .hasMessageContaining("l.csv:7:3: l: 'Neither' is unknown")
        .hasMessageContaining("or a share from 0 to 1");
    String[] more = java.util.Arrays.copyOf(options, 10);
    more[8] = "--outcome";
    more[9] = "neither=skip";
    RewardData data = read("l.csv", rows, more);
    assertThat(data.pairs().rows()).isEqualTo(5);
    assertThat(data.excluded()).containsEntry("skipped by --outcome", 1);
  }

  @Test
  @DisplayName("a file of which every row is left out says why it has no pairs")
  void none() {
    assertThatThrownBy(() -> read("n.csv", "c,r\nx,x\ny,y\n", "--chosen", "c", "--rejected", "r"))
        .hasMessageContaining("has no pairs")
        .hasMessageContaining("equal responses: 2");
  }
}
