package dev.agon.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class RowReaderTest {
  /** Rows as {@code line: name=text@column ...}, problems as {@code line:column message}. */
  private static List<String> read(String name, byte[] bytes) {
    List<String> read = new ArrayList<>();
    try (RowReader rows = FileFormat.open(new ByteArrayInputStream(bytes), name, null)) {
      boolean more = true;
      while (more) {
        try {
          Row row = rows.next();
          more = row != null;
          if (row != null) {
            read.add(told(row));
          }
        } catch (RowProblem e) {
          read.add(e.in("f"));
        }
      }
    } catch (RowProblem e) {
      read.add(e.in("f"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return read;
  }

  private static List<String> read(String name, String text) {
    return read(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private static String told(Row row) {
    StringBuilder told = new StringBuilder().append(row.line()).append(':');
    row.cells().entrySet().stream()
        .sorted(java.util.Map.Entry.comparingByKey())
        .forEach(
            cell ->
                told.append(' ')
                    .append(cell.getKey())
                    .append('=')
                    .append(
                        cell.getValue().value().isContainerNode()
                            ? cell.getValue().value().toString()
                            : cell.getValue().text())
                    .append('@')
                    .append(cell.getValue().column()));
    return told.toString();
  }

  @Test
  void csv_may_have_a_byte_order_mark_either_line_end_and_line_ends_in_quotes() {
    assertThat(read("a.csv", "\uFEFFid,text\r\n1,\"a\r\nb, \"\"c\"\"\"\r\n2,x"))
        .containsExactly("2: id=1@1 text=a\r\nb, \"c\"@2", "4: id=2@1 text=x@2");
  }

  @Test
  void csv_is_separated_by_what_its_header_has() {
    assertThat(read("a.csv", "id;text\n1;a,b")).containsExactly("2: id=1@1 text=a,b@2");
    assertThat(read("a.tsv", "id\ttext\n1\ta;b")).containsExactly("2: id=1@1 text=a;b@2");
  }

  @Test
  void a_row_with_too_many_or_too_few_fields_is_told_and_the_next_is_read() {
    assertThat(read("a.csv", "a,b\n1\n2,3,4\n5,6"))
        .containsExactly(
            "f:2:2: has 1 fields where the header has 2",
            "f:3:3: has 3 fields where the header has 2",
            "4: a=5@1 b=6@2");
  }

  @Test
  void a_quote_that_is_never_closed_is_told_with_the_line_before() {
    assertThat(read("a.csv", "a,b\n1,2\n3,\"4\n5,6\n"))
        .hasSize(2)
        .last()
        .asString()
        .startsWith("f:3: is not CSV")
        .contains("line 2");
  }

  @Test
  void columns_of_one_name_and_empty_files_are_refused() {
    assertThat(read("a.csv", "a,b,a\n1,2,3")).containsExactly("f:1:3: two columns are called 'a'");
    assertThat(read("a.csv", "")).containsExactly("f:1:1: is empty: CSV needs a header");
    assertThat(read("a.jsonl", "\n \n")).isEmpty();
  }

  @Test
  void json_lines_keep_numbers_as_written_and_tell_where_each_value_stands() {
    assertThat(
            read(
                "a.jsonl", "{\"id\": 8, \"x\": 1.10, \"t\": \"a\\nb\", \"n\": null}\r\n{\"id\":9}"))
        .containsExactly("1: id=8@8 t=a\nb@27 x=1.10@16", "2: id=9@7");
  }

  @Test
  void bad_json_is_told_line_by_line() {
    List<String> read =
        read("a.jsonl", "{\"a\": 1}\n{\"a\" 1}\n[1]\n{\"a\":1} x\n{\"a\":1,\"a\":2}\n{\"a\": 2}");
    assertThat(read).hasSize(6);
    assertThat(read.get(1)).startsWith("f:2:6: is not JSON");
    assertThat(read.get(2)).isEqualTo("f:3:1: each line must be a JSON object, from { to }");
    assertThat(read.get(3)).startsWith("f:4:10: is not JSON");
    assertThat(read.get(4)).startsWith("f:5:").contains("Duplicate field 'a'");
    assertThat(read.get(5)).isEqualTo("6: a=2@7");
  }

  @Test
  void bytes_that_are_not_utf8_are_told_with_their_place() {
    byte[] latin = "id,text\n1,abc\n2,d\u00e9f\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(read("a.csv", latin))
        .last()
        .isEqualTo(
            "f:3:4: is not UTF-8 from here on; it seems to be Latin-1: save the file as UTF-8");
    byte[] json = "{\"a\":1}\n{\"a\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(read("a.jsonl", json))
        .last()
        .isEqualTo(
            "f:2:7: is not UTF-8 from here on; it seems to be Latin-1: save the file as UTF-8");
    assertThat(read("a.csv", "a\n1".getBytes(StandardCharsets.UTF_16)))
        .containsExactly("f:1:1: is UTF-16: save the file as UTF-8");
  }

  @Test
  void gzipped_text_is_read_whatever_the_file_is_called() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write("\uFEFF{\"a\": 1}".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(read("upload", packed.toByteArray())).containsExactly("1: a=1@7");
  }

  @Test
  void what_is_no_text_is_named_for_what_it_is() {
    assertThat(read("a.xlsx", "PK\u0003\u0004"))
        .containsExactly("f:1:1: is a zip archive or a spreadsheet: save it as CSV or JSONL");
    assertThat(read("a.csv", "PAR1\u0015\u0004"))
        .containsExactly("f:1:1: is Parquet, which is not read: write it as CSV or JSONL");
    assertThat(read("a.csv", "id,text".getBytes(StandardCharsets.UTF_16LE)))
        .containsExactly("f:1:1: seems to be UTF-16: save the file as UTF-8");
    assertThat(read("a.csv", "id,text".getBytes(StandardCharsets.UTF_16BE)))
        .containsExactly("f:1:1: seems to be UTF-16: save the file as UTF-8");
  }

  @Test
  void a_json_array_is_read_like_lines_and_tells_where_each_value_stands() {
    assertThat(read("a.json", " [\n {\"a\": 1,\n  \"b\": \"x\"},\n {\"a\": null}\n]\n"))
        .containsExactly("2: a=1@8 b=x@8", "4:");
    assertThat(read("upload", "[{\"a\": 1}, 2, {\"a\": 3}]"))
        .containsExactly(
            "1: a=1@8", "f:1:12: each element must be a JSON object, from { to }", "1: a=3@21");
    assertThat(read("a.json", "[{\"a\": 1}"))
        .last()
        .asString()
        .startsWith("f:1:10: is not JSON: Unexpected end");
    assertThat(read("a.json", "[{\"a\": 1}] x"))
        .last()
        .asString()
        .startsWith("f:1:13: is not JSON");
    assertThat(read("a.json", "[{\"a\": 1,\n \"a\": 2}]")).last().asString().contains("Duplicate");
  }

  @Test
  void a_header_is_trimmed_and_where_it_was_padded_its_fields_are_too() {
    assertThat(read("a.csv", "a, b\n1, x")).containsExactly("2: a=1@1 b=x@2");
    assertThat(read("a.csv", "a,b\n1, x")).containsExactly("2: a=1@1 b= x@2");
    assertThat(read("a.csv", "a, a\n1, x")).containsExactly("f:1:2: two columns are called 'a'");
  }

  @Test
  void the_separator_is_what_the_header_has_most_of_outside_quotes() {
    assertThat(read("a.csv", "a;\"b,c,d\"\n1;2")).containsExactly("2: a=1@1 b,c,d=2@2");
    assertThat(read("a.csv", "a, x\tb\tc\n1\t2\t3")).containsExactly("2: a, x=1@1 b=2@2 c=3@3");
  }

  @Test
  void a_cell_of_ten_million_characters_is_read_and_one_of_seventeen_is_told() {
    String ten = "\ud83d\ude00z".repeat(10_000_000 / 3);
    assertThat(read("a.csv", "a,b\n1,\"" + ten + "\"\n"))
        .singleElement()
        .isEqualTo("2: a=1@1 b=" + ten + "@2");
    assertThat(read("a.jsonl", "{\"b\":\"" + ten + "\"}"))
        .singleElement()
        .isEqualTo("1: b=" + ten + "@6");
    String long17 = "z".repeat(17 << 20);
    assertThat(read("a.csv", "a\n" + long17)).last().asString().contains("more than 16,777,216");
    assertThat(read("a.jsonl", "{\"b\":\"" + long17 + "\"}"))
        .last()
        .asString()
        .contains("f:1:")
        .contains("16777216");
    assertThat(read("a.jsonl", "{\"b\":\"" + "z".repeat(65 << 20)))
        .containsExactly(
            "f:1:1: the row has more than %,d characters, the most with the memory of this process"
                .formatted(LargeRows.longest()));
  }

  @Test
  void a_file_whose_large_header_is_refused_holds_no_other_file_up() throws Exception {
    String wide = "z".repeat(2 << 20);
    Thread other = new Thread(() -> read("a.csv", "a," + wide + ",a\n1,2,3"));
    other.start();
    other.join();
    assertThat(read("a.csv", "a\n" + wide)).hasSize(1);
  }
}
