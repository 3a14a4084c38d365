package dev.agon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.sql.TestDatabase;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {
  @TempDir Path folder = Path.of("");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int agon(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Agon.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  private int agon(TestDatabase database, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--database", database.address().secretUrl()));
    return agon(all.toArray(String[]::new));
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void a_study_is_made_filled_exported_and_made_again_elsewhere() throws IOException {
    String pairs =
        file(
            "pairs.jsonl",
            """
            {"id": 1, "q": "One?", "chosen_by": 7, "other": 8, "a": "x", "b": "y"}
            """);
    String names = file("names.csv", "id,name\n7,Seven\n8,Eight\n");
    String votes = file("votes.csv", "pair,winner,who\n1,same,ann\n");
    String archive = folder.resolve("tea.zip").toString();
    try (TestDatabase database = TestDatabase.create();
        TestDatabase elsewhere = TestDatabase.create()) {
      assertThat(
              agon(
                  database,
                  "import",
                  pairs,
                  "--study=tea",
                  "--create",
                  "--publish",
                  "--overlap=2",
                  "--kind=pairs",
                  "--comparison=id",
                  "--prompt=q",
                  "--left=chosen_by",
                  "--right=other",
                  "--left-text=a",
                  "--right-text=b",
                  "--names=" + names + ":id:name"))
          .as(err.toString())
          .isZero();
      assertThat(out.toString()).contains("New study tea: 1 row read").contains("2 added");
      assertThat(
              agon(
                  database,
                  "import",
                  votes,
                  "--study=tea",
                  "--kind=votes",
                  "--comparison=pair",
                  "--annotator=who",
                  "--outcome=same=tie",
                  "--json"))
          .as(err.toString())
          .isZero();
      JsonObject report = new JsonObject(out.toString());
      assertThat(report.getJsonObject("added").getInteger("votes")).isEqualTo(1);
      assertThat(report.getInteger("watermark")).isEqualTo(1);

      assertThat(agon(database, "export", "tea", "-o", archive, "--json")).isZero();
      assertThat(new JsonObject(out.toString()).getJsonObject("rows").getInteger("votes.jsonl"))
          .isEqualTo(1);
      assertThat(agon(elsewhere, "import", archive)).as(err.toString()).isZero();
      assertThat(out.toString()).contains("Snapshot at number 1.");
      String csv = folder.resolve("votes-out.csv").toString();
      assertThat(agon(elsewhere, "export", "tea", "-o", csv)).isZero();
      assertThat(Files.readAllLines(Path.of(csv)).getLast())
          .contains(",Seven,Eight,tie,ann,person,overall,");
    }
  }

  @Test
  void what_is_wrong_with_a_file_is_told_with_its_place_and_exit_code_2() throws IOException {
    String bad = file("bad.csv", "prompt,generator,response\nOne?,A,a\n,B,b\n");
    try (TestDatabase database = TestDatabase.create()) {
      assertThat(agon(database, "import", bad, "--study=tea", "--create", "--kind=prompts"))
          .isEqualTo(2);
    }
    assertThat(err.toString().lines())
        .containsExactly(
            "agon import: " + bad + ":3:1: prompt: is empty", "agon import: nothing was written");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void wrong_use_is_told_in_one_line_first() throws IOException {
    String file = file("f.csv", "a\n");
    assertThat(agon("import", file, "--study=tea")).isEqualTo(2);
    assertThat(err.toString()).startsWith("agon import: --kind is needed");
    assertThat(agon("import", file, "--kind=votes")).isEqualTo(2);
    assertThat(err.toString()).startsWith("agon import: --study is needed");
    assertThat(agon("import", file, "--kind=votes", "--study=Tea!", "--create")).isEqualTo(2);
    assertThat(err.toString()).startsWith("agon import: study: 'Tea!' must be");
    assertThat(agon("import", file, "--kind=votes", "--study=t", "--outcome=x=y")).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("agon import: --outcome: 'y' is not left, right, tie, both_bad or skip");
    assertThat(agon("import", file, "--kind=votes", "--study=t", "--names=x")).isEqualTo(2);
    assertThat(err.toString()).startsWith("agon import: --names: 'x' is not FILE:ID:NAME");
    assertThat(agon("import", folder.resolve("none.csv").toString(), "--kind=votes", "--study=t"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("none.csv: there is no such file");
  }

  @Test
  void an_unknown_format_and_an_option_of_another_format_are_refused() {
    try (TestDatabase database = TestDatabase.create()) {
      assertThat(agon(database, "export", "tea", "--as", "parquet")).isEqualTo(2);
      assertThat(err.toString()).contains("there is no format 'parquet'", "votes (only the votes");
      assertThat(agon(database, "export", "tea", "--as", "votes", "--annotator", "a")).isEqualTo(2);
      assertThat(err.toString()).contains("--annotator goes with --as ultrafeedback");
    }
  }

  @Test
  void nothing_is_written_over_by_an_export() throws IOException {
    Path there = Path.of(file("tea.zip", "mine"));
    try (TestDatabase database = TestDatabase.create()) {
      assertThat(agon(database, "export", "tea", "-o", there.toString())).isEqualTo(2);
      assertThat(err.toString()).isEqualTo("agon export: " + there + " exists already\n");
      assertThat(agon(database, "export", "tea", "-o", folder.toString())).isEqualTo(2);
      assertThat(err.toString()).contains(folder + " exists already");
      Path fresh = folder.resolve("fresh.zip");
      assertThat(agon(database, "export", "tea", "-o", fresh.toString())).isEqualTo(2);
      assertThat(err.toString()).isEqualTo("agon export: there is no study 'tea'\n");
      assertThat(fresh).doesNotExist();
    }
    assertThat(there).hasContent("mine");
  }

  @Test
  void help_names_every_column() {
    assertThat(agon("import", "--help")).isZero();
    assertThat(out.toString()).contains("--left-text=COLUMN").contains("--annotator-prefix");
  }

  @Test
  void the_bar_shows_share_rate_and_time_left() {
    assertThat(ImportBar.line(500_000, 2_000_000, 1_000, java.time.Duration.ofSeconds(10)))
        .isEqualTo(
            "reading [########......................]  25 %, 1,000 rows, 100 rows/s, 0:30 left");
    assertThat(ImportBar.line(500_000, -1, 1_000, java.time.Duration.ofSeconds(10)))
        .isEqualTo("reading 500 kB, 1,000 rows, 100 rows/s");
  }

  @Test
  void a_terminal_gets_a_bar_that_moves_and_anything_else_a_line_now_and_then() {
    long[] now = {0};
    ImportBar moving = new ImportBar(new PrintWriter(out), true, () -> now[0]);
    ImportBar plain = new ImportBar(new PrintWriter(err), false, () -> now[0]);
    for (int second = 0; second <= 12; second++) {
      now[0] = second * 1_000_000_000L;
      moving.reading(second * 10L, 120, second);
      plain.reading(second * 10L, 120, second);
    }
    moving.writing("numbers", 7, 7);

    assertThat(out.toString())
        .startsWith("\rreading [")
        .endsWith("\rwriting 7/7: numbers\u001b[K\n");
    assertThat(out.toString().chars().filter(c -> c == '\r')).hasSizeGreaterThan(10);
    assertThat(err.toString().lines())
        .hasSizeBetween(2, 3)
        .allMatch(l -> l.startsWith("reading ["));
  }
}
