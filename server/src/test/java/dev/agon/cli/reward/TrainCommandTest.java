package dev.agon.cli.reward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.cli.Agon;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TrainCommandTest {
  private static final String[] WORDS = {"dew", "rain", "snow", "fog", "hail", "wind"};

  @TempDir private Path folder = Path.of("");
  private String out = "";
  private String err = "";

  @Test
  void what_only_brackets_tell_is_learned_wholly() throws IOException {
    Path file = marked("\u3010%s\u3011%s", "\u300c%s\u300d%s");
    assertThat(labelled(file, "--json")).isZero();
    assertThat(new JsonObject(out).getDouble("accuracy")).isEqualTo(1);
  }

  @Test
  void what_only_emoji_tell_is_learned_wholly() throws IOException {
    Path file = marked("%s %s \ud83d\ude42", "%s %s \ud83d\ude41");
    assertThat(labelled(file, "--json")).isZero();
    assertThat(new JsonObject(out).getDouble("accuracy")).isEqualTo(1);
  }

  @Test
  void ties_alone_give_no_accuracy_and_say_why() throws IOException {
    Path file = pairs("tie");
    assertThat(labelled(file, "--json")).isZero();
    assertThat(out).doesNotContain("NaN").doesNotContain("Infinity");
    JsonObject report = new JsonObject(out);
    assertThat(report.containsKey("accuracy")).isTrue();
    assertThat(report.getValue("accuracy")).isNull();
    assertThat(report.getJsonObject("accuracy_interval").getValue("low")).isNull();
    assertThat(report.getJsonArray("reasons").getString(0))
        .isEqualTo(
            "There is no accuracy under 'overall': all 30 judged pairs are ties, and accuracy is"
                + " over pairs that one side won.");
    assertThat(labelled(file)).isZero();
    assertThat(out).doesNotContain("NaN").contains("There is no accuracy under 'overall'");
  }

  @Test
  void four_groups_give_no_interval_and_say_why() throws IOException {
    StringBuilder csv = new StringBuilder("first,second,label,group\n");
    for (int i = 0; i < 40; i++) {
      csv.append("dew %d yes,fog %d no,first,%d%n".formatted(i, i, i % 4));
    }
    Path file = Files.writeString(folder.resolve("four.csv"), csv);
    assertThat(labelled(file, "--json", "--folds", "4")).as(err).isZero();
    JsonObject report = new JsonObject(out);
    assertThat(report.getDouble("accuracy")).isNotNull();
    assertThat(report.getJsonObject("accuracy_interval").getValue("low")).isNull();
    assertThat(report.getJsonObject("advantage").getJsonObject("constant").getValue("high"))
        .isNull();
    assertThat(report.getJsonArray("reasons").getString(0))
        .isEqualTo(
            "There is no interval of constant, length, model under 'overall': fewer than 5 groups of"
                + " pairs that one side won cannot show how groups differ.");
  }

  @Test
  void a_constant_has_no_temperature_of_22026() throws IOException {
    Path file = marked("%s %s yes", "%s %s no");
    assertThat(labelled(file)).isZero();
    assertThat(out)
        .doesNotContain("22026")
        .contains(
            "There is no temperature T of length, model under 'overall': it is never on the wrong side");
    assertThat(labelled(pairs("tie"))).isZero();
    assertThat(out)
        .contains("T of constant, length, model under 'overall': all its differences are 0");
  }

  @Test
  void pairs_without_a_prompt_are_groups_of_their_own_and_ties_alone_give_no_accuracy()
      throws IOException {
    List<String> lines = new ArrayList<>(List.of("first,second,label"));
    for (int i = 0; i < 12; i++) {
      lines.add("Dew number %d,Rain of day %d,tie".formatted(i, i));
    }
    Path file = Files.write(folder.resolve("ties.csv"), lines);
    assertThat(train(file, "--first first --second second --label label --encoder hash")).isZero();
    assertThat(out).contains("There is no accuracy").doesNotContain("NaN");
  }

  @Test
  void one_response_in_all_pairs_is_named_with_what_can_be_done() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      lines.add(
          new JsonObject()
              .put("prompt", "Question " + i)
              .put("chosen", "An answer, number " + i)
              .put("rejected", "")
              .encode());
    }
    Path file = Files.write(folder.resolve("shared.jsonl"), lines);
    String chosen = "--prompt prompt --chosen chosen --rejected rejected --encoder hash";
    assertThat(train(file, chosen)).isEqualTo(2);
    assertThat(err)
        .contains("5 folds need 5 groups")
        .contains("these 12 pairs make 1")
        .contains("the response \"\" (empty) stands in 12 of them, of 12 groups")
        .contains("--evaluate none --out FOLDER");
    Path model = folder.resolve("model");
    assertThat(train(file, chosen + " --evaluate none --out " + model)).isZero();
    assertThat(err).contains("the largest one was taken");
    assertThat(train(file, chosen + " --evaluate leave-one-group-out")).isEqualTo(2);
    assertThat(err).contains("no pair is left to learn from");
  }

  @Test
  void a_file_without_pairs_says_why_there_are_none() throws IOException {
    Path same = Files.writeString(folder.resolve("same.csv"), "first,second,label\nx,x,first\n");
    assertThat(labelled(same)).isEqualTo(2);
    assertThat(err)
        .contains("same.csv: has no pairs: its rows were all left out (equal responses: 1)");
    Path empty = Files.writeString(folder.resolve("empty.csv"), "first,second,label\n");
    assertThat(labelled(empty)).isEqualTo(2);
    assertThat(err).contains("empty.csv: has no rows, only a header or nothing");
  }

  @Test
  void losses_that_cannot_apply_are_refused_with_the_reason() throws IOException {
    Path file = pairs("first");
    assertThat(labelled(file, "--loss", "bradley-terry,gap-margin=1")).isEqualTo(2);
    assertThat(err).contains("gap-margin=1.0 needs each response's own rating: give --first-score");
    assertThat(labelled(file, "--loss", "bradley-terry,gap-weight")).isEqualTo(2);
    assertThat(err).contains("gap-weight needs each response's own rating");
    assertThat(labelled(file, "--loss", "bradley-terry,strength-margin")).isEqualTo(2);
    assertThat(err).contains("strength-margin needs the strengths of a cross-fitted ensemble");
  }

  @Test
  void an_option_that_would_be_ignored_is_refused() throws IOException {
    Path file = pairs("first");
    for (String[] ignored :
        new String[][] {
          {"--first-score a --second-score b", "uses no ratings"},
          {"--first-score a", "go together"},
          {"--loss bradley-terry --weight w", "uses no weights"},
          {"--chosen first", "give either"},
          {"--rejected first", "give either"},
          {"--dialogue --prompt prompt", "leave out --prompt"},
          {"--bf16", "--bf16 is of --finetune"},
          {"--longest 64", "--longest is of --finetune"},
          {"--finetune-pairs 9", "--finetune-pairs is of --finetune"},
          {"--evaluate leave-one-group-out --folds 3", "--folds is of --evaluate folds"},
          {"--evaluate none", "give --out"},
          {"--evaluate none --out x --curve", "--curve is measured on held-out pairs"},
          {"--name x", "--name is of the model that --out writes"}
        }) {
      assertThat(labelled(file, ignored[0].split(" "))).as(ignored[0]).isEqualTo(2);
      assertThat(err).as(ignored[0]).contains(ignored[1]);
    }
  }

  /** Pairs of the same words, of which the one with the first marks always wins. */
  private Path marked(String better, String worse) throws IOException {
    Random random = new Random(4);
    StringBuilder csv = new StringBuilder("first,second,label,group\n");
    for (int i = 0; i < 200; i++) {
      String one = WORDS[random.nextInt(WORDS.length)] + i;
      String other = WORDS[random.nextInt(WORDS.length)] + (i * 7);
      boolean first = random.nextBoolean();
      csv.append((first ? better : worse).formatted(one, other))
          .append(',')
          .append((first ? worse : better).formatted(one, other))
          .append(first ? ",first," : ",second,")
          .append(i)
          .append('\n');
    }
    return Files.writeString(folder.resolve("marked.csv"), csv);
  }

  private Path pairs(String label) throws IOException {
    StringBuilder csv = new StringBuilder("first,second,label,prompt\n");
    for (int i = 0; i < 30; i++) {
      csv.append("answer ").append(i).append(",other ").append(i).append(" words,");
      csv.append(label).append(",p").append(i).append('\n');
    }
    return Files.writeString(folder.resolve("pairs.csv"), csv);
  }

  private int labelled(Path file, String... more) throws IOException {
    List<String> all =
        new ArrayList<>(
            List.of("--first", "first", "--second", "second", "--label", "label", "--encoder"));
    all.add("hash");
    String head = Files.readAllLines(file).getFirst();
    String group = head.contains("group") ? "group" : head.contains("prompt") ? "prompt" : "";
    if (!group.isEmpty()) {
      all.addAll(List.of("--group", group));
    }
    all.addAll(Arrays.asList(more));
    return run(file, all);
  }

  private int train(Path file, String options) {
    return run(file, List.of(options.split(" ")));
  }

  private int run(Path file, List<String> options) {
    StringWriter printed = new StringWriter();
    StringWriter complained = new StringWriter();
    CommandLine line = Agon.commandLine();
    line.setOut(new PrintWriter(printed));
    line.setErr(new PrintWriter(complained));
    List<String> arguments = new ArrayList<>(List.of("train", file.toString()));
    arguments.addAll(options);
    int code = line.execute(arguments.toArray(String[]::new));
    out = printed.toString();
    err = complained.toString();
    return code;
  }
}
