package dev.agon.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableReadingTest {
  @TempDir private Path folder = Path.of("");

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void standard_input_is_read_among_files_and_named_in_what_is_wrong() throws Exception {
    Path file = Files.writeString(folder.resolve("a.csv"), "x\n1\n");
    List<Path> both = List.of(file, TableReading.STANDARD_INPUT);
    List<String> read = new ArrayList<>();
    new TableReading(both, null, bytes("{\"x\": 2}\n")).read(row -> read.add(row.text("x")));
    assertThat(read).containsExactly("1", "2");
    assertThatThrownBy(
            () -> new TableReading(both, null, bytes("{\"y\": 2}\n")).read(row -> row.text("x")))
        .hasMessage("standard input:1:1: no member 'x'; there are y");
  }

  @Test
  void what_a_value_is_instead_of_a_text_is_said() {
    String rows = "{\"x\": null}\n{\"x\": [1]}\n{\"x\": {}}\n{}\n";
    assertThatThrownBy(
            () ->
                new TableReading(List.of(TableReading.STANDARD_INPUT), null, bytes(rows))
                    .read(row -> row.text("x")))
        .hasMessage(
            """
            standard input:1:7: x: is null
            standard input:2:7: x: is an array where a text or a number is expected
            standard input:3:7: x: is an object where a text or a number is expected
            standard input:4:1: no member 'x'; there are none""");
  }

  private static String problem(String rows) {
    try {
      new TableReading(List.of(TableReading.STANDARD_INPUT), null, bytes(rows))
          .read(row -> row.text("x"));
      return "";
    } catch (FileProblem e) {
      return String.join("\n", e.problems());
    }
  }

  @Test
  void what_all_rows_lack_is_told_once_with_what_there_is() {
    assertThat(problem("{\"y\": 1}\n{\"z\": 1}\n".repeat(20)))
        .isEqualTo("standard input:1:1: no member 'x' in all 40 rows; there are y, z");
    assertThat(problem("{\"x\": null}\n".repeat(30)))
        .isEqualTo("standard input:1:7: x: is null in all 30 rows");
    assertThat(problem("[" + "{\"y\": 1},".repeat(29) + "{\"y\": 1}]"))
        .isEqualTo("standard input:1:1: no member 'x' in all 30 rows; there are y");
  }

  @Test
  void what_some_rows_lack_is_told_once_in_its_place_among_other_problems() {
    String some = "{\"x\": 1}\n{\"y\": 1}\n{\"x\": []}\n{\"y\": 1}\n";
    assertThat(problem(some))
        .isEqualTo(
            """
            standard input:2:1: no member 'x' in 2 of 4 rows; there are y
            standard input:3:7: x: is an array where a text or a number is expected""");
    assertThat(problem("{\"y\": 1}\n{\"y\": 1}\n" + "{\"x\": []}\n".repeat(50)))
        .startsWith("standard input:1:1: no member 'x' in 2 of the first 21 rows; there are y\n")
        .endsWith("these are the first 20 problems; there may be more");
  }

  @Test
  void a_file_that_cannot_be_read_on_is_not_skipped_over() throws Exception {
    Path file = Files.writeString(folder.resolve("a.csv"), "x,y\n1,2\n\"3,4\n5,6\n");
    assertThatThrownBy(
            () ->
                new TableReading(List.of(file), folder.resolve("bad.csv"))
                    .read(row -> row.text("x")))
        .hasMessageContaining("a.csv:3: is not CSV");
  }
}
