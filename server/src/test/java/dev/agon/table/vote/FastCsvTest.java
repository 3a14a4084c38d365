package dev.agon.table.vote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agon.preference.VoteTable;
import dev.agon.table.FileProblem;
import dev.agon.table.TableReading;
import dev.agon.table.Winners;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class FastCsvTest {
  private static final VoteColumns COLUMNS =
      new VoteColumns("left", "right", "winner", "who", "on", null, List.of());

  @TempDir private Path folder = Path.of("");

  private static StringBuilder votes(String lineEnd) {
    Random random = new Random(5);
    String[] winners = {
      "left", "right", "tie", "both_bad", "model_a", "model_b", "tie (bothbad)", "Left", "B", "2"
    };
    StringBuilder text = new StringBuilder("on,right,left,who,winner" + lineEnd);
    for (int row = 0; row < 300_000; row++) {
      int first = random.nextInt(150);
      int second = (first + 1 + random.nextInt(149)) % 150;
      text.append("comparison ")
          .append(random.nextInt(60_000))
          .append(",item ")
          .append(second)
          .append(",item ")
          .append(first)
          .append(",annotator ")
          .append(random.nextInt(900))
          .append(',')
          .append(winners[random.nextInt(winners.length)])
          .append(lineEnd);
    }
    return text;
  }

  private Path file(CharSequence text) throws IOException {
    return Files.writeString(folder.resolve("votes.csv"), text);
  }

  private static VoteFile slow(Path file) throws FileProblem {
    VoteTableBuilder rows = new VoteTableBuilder(COLUMNS, Winners.USUAL, false);
    return rows.votes(new TableReading(List.of(file), null).read(rows));
  }

  @ParameterizedTest
  @DisplayName("a large plain file gives the same votes and numbers as the careful reader")
  @ValueSource(strings = {"\n", "\r\n"})
  void same(String lineEnd) throws IOException, FileProblem {
    StringBuilder text = votes(lineEnd);
    Path file = file(text.substring(0, text.length() - lineEnd.length()));

    VoteFile fast = new FastCsv(file, COLUMNS, Winners.USUAL).read().orElseThrow();

    VoteFile slow = slow(file);
    VoteTable expected = slow.table();
    assertThat(fast.table().rows()).isEqualTo(300_000);
    assertThat(fast.items().size()).isEqualTo(150);
    assertThat(fast.annotators().size()).isEqualTo(900);
    for (int row = 0; row < expected.rows(); row++) {
      boolean same =
          fast.table().first(row) == expected.first(row)
              && fast.table().second(row) == expected.second(row)
              && fast.table().outcomeCode(row) == expected.outcomeCode(row)
              && fast.table().annotator(row) == expected.annotator(row)
              && fast.table().comparison(row) == expected.comparison(row);
      assertThat(same).as("row %d", row).isTrue();
    }
    assertThat(fast.items().name(7)).isEqualTo(slow.items().name(7));
  }

  @ParameterizedTest
  @DisplayName("what is not plain, or wrong, is left to the careful reader")
  @ValueSource(
      strings = {
        "x,\"a,b\",c,d,left",
        "x,é,c,d,left",
        "x,'=a,b,d,left",
        "x,a,b,d,a",
        "x,a,b,d,won",
        "x,a,b,d",
        "x,a,,d,left",
        "x,a,b,,left",
        ",a,b,d,left",
        "x,a,b,d,left,more"
      })
  void left(String row) throws IOException {
    Path file = file(votes("\n").append(row).append('\n'));

    assertThat(new FastCsv(file, COLUMNS, Winners.USUAL).read()).isEmpty();
  }

  @Test
  @DisplayName("an error in a large file is told at its line and column")
  void error() throws IOException {
    Path file = file(votes("\n").append("x,a,b,d,won\n"));

    assertThatThrownBy(() -> VoteFile.read(List.of(file), COLUMNS, Winners.USUAL, null, false))
        .isInstanceOf(FileProblem.class)
        .hasMessageContaining("votes.csv:300002:5: winner: 'won' is unknown");
  }
}
