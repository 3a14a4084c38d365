package dev.agon.tests.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.agon.server.sql.TestDatabase;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A log much larger than the memory that imports and exports it. By default 20,000 votes; {@code
 * -Dagon.test.import.rows=1000000} for more.
 */
class LargeImportTest {
  private static final int ROWS = Integer.getInteger("agon.test.import.rows", 20_000);
  private static final String HEAP = "48m";
  private static final int GENERATORS = 30;
  private static final int PROMPTS = 500;

  @TempDir Path folder = Path.of("");

  /** A log that holds everything: each row with prompt and both texts, about a kilobyte. */
  private Path log() throws IOException {
    Path log = folder.resolve("log.csv");
    Random random = new Random(7);
    try (BufferedWriter out = Files.newBufferedWriter(log)) {
      out.write("prompt_id,prompt,left,right,left_text,right_text,winner,annotator,time\n");
      String[] winners = {"left", "right", "tie", "both_bad"};
      for (int row = 0; row < ROWS; row++) {
        int prompt = random.nextInt(PROMPTS);
        int left = random.nextInt(GENERATORS);
        int right = (left + 1 + random.nextInt(GENERATORS - 1)) % GENERATORS;
        out.write(
            "p%d,%s,g%d,g%d,%s,%s,%s,a%d,%d\n"
                .formatted(
                    prompt,
                    text("prompt " + prompt),
                    left,
                    right,
                    text(left + " to " + prompt),
                    text(right + " to " + prompt),
                    winners[random.nextInt(winners.length)],
                    row / 50,
                    1_700_000_000L + row));
      }
    }
    return log;
  }

  private static String text(String about) {
    return "\"" + ("\"\"" + about + "\"\",\n").repeat(18) + "\"";
  }

  private JsonNode agon(TestDatabase database, String... arguments)
      throws IOException, InterruptedException {
    AgonCommand command = AgonCommand.run(folder, HEAP, database.address(), arguments);
    assertThat(command.code()).as(command.err()).isZero();
    return new ObjectMapper().readTree(command.out());
  }

  @Test
  void is_imported_and_exported_in_little_memory() throws Exception {
    Path log = log();
    Path archive = folder.resolve("big.zip");
    try (TestDatabase database = TestDatabase.create();
        TestDatabase elsewhere = TestDatabase.create()) {
      long started = System.nanoTime();
      JsonNode report =
          agon(
              database,
              "import",
              log.toString(),
              "--study=big",
              "--create",
              "--kind=votes",
              "--json");
      long imported = System.nanoTime();
      agon(database, "export", "big", "-o", archive.toString(), "--json");
      long exported = System.nanoTime();
      agon(elsewhere, "import", archive.toString(), "--json");
      long copied = System.nanoTime();

      assertThat(report.path("added").path("votes").asInt()).isEqualTo(ROWS);
      assertThat(report.path("watermark").asInt()).isEqualTo(ROWS);
      assertThat(counts(elsewhere)).isEqualTo(counts(database)).startsWith(ROWS + " votes");
      System.out.printf(
          "%,d votes, %,d MB of CSV, heap %s: import %s (other votes of the study waited %,d ms),"
              + " export %s, import of the export %s%n",
          ROWS,
          Files.size(log) >> 20,
          HEAP,
          rate(imported - started),
          report.path("clock_held_ms").asLong(),
          rate(exported - imported),
          rate(copied - exported));
    }
  }

  private static String rate(long nanos) {
    return "%.1f s, %,.0f votes/s".formatted(nanos / 1e9, ROWS / (nanos / 1e9));
  }

  private static String counts(TestDatabase database) throws Exception {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                select (select count(*) from vote) || ' votes, ' || (select count(*) from judgement)
                  || ' judgements, ' || (select count(*) from place) || ' places, '
                  || (select count(*) from comparison) || ' comparisons, '
                  || (select count(*) from response) || ' responses, '
                  || (select count(*) from annotator) || ' annotators'
                """)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
