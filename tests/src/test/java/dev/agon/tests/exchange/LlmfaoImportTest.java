package dev.agon.tests.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.agon.cli.rank.RankCommand;
import dev.agon.server.sql.TestDatabase;
import dev.agon.tests.figures.SharedData;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The crowd's votes of llmfao as a study, by the commands that the manual names. */
class LlmfaoImportTest {
  @TempDir Path folder = Path.of("");
  private Path data = Path.of("");

  @BeforeEach
  void find() {
    Optional<Path> found = SharedData.folder("llmfao");
    Assumptions.assumeTrue(found.isPresent(), "llmfao is not there");
    data = found.orElseThrow();
  }

  private JsonNode agon(TestDatabase database, String... arguments)
      throws IOException, InterruptedException {
    AgonCommand command = AgonCommand.run(folder, "256m", database.address(), arguments);
    assertThat(command.code()).as(command.err()).isZero();
    return new ObjectMapper().readTree(command.out());
  }

  private JsonNode importPairs(TestDatabase database) throws IOException, InterruptedException {
    return agon(
        database,
        "import",
        data.resolve("pairs-crowd.jsonl").toString(),
        "--study=llmfao",
        "--create",
        "--name=LLM FAO",
        "--overlap=6",
        "--kind=pairs",
        "--comparison=id",
        "--prompt-id=prompt",
        "--prompt=text",
        "--left=model_x",
        "--right=model_y",
        "--left-text=result_x",
        "--right-text=result_y",
        "--names=" + data.resolve("models.jsonl") + ":id:name",
        "--json");
  }

  private JsonNode importVotes(TestDatabase database) throws IOException, InterruptedException {
    return agon(
        database,
        "import",
        data.resolve("crowd-comparisons.csv").toString(),
        "--study=llmfao",
        "--kind=votes",
        "--comparison=id",
        "--left=left",
        "--right=right",
        "--winner=winner",
        "--annotator=worker",
        "--json");
  }

  private static String one(TestDatabase database, String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  @Test
  void it_is_imported_whole_once_and_leaves_places_free() throws Exception {
    try (TestDatabase database = TestDatabase.create()) {
      JsonNode pairs = importPairs(database);
      assertThat(pairs.path("added").path("generators").asInt()).isEqualTo(59);
      assertThat(pairs.path("added").path("comparisons").asInt()).isEqualTo(2139);
      JsonNode votes = importVotes(database);
      assertThat(votes.path("added").path("votes").asInt()).isEqualTo(8931);
      assertThat(votes.path("watermark").asInt()).isEqualTo(8931);

      assertThat(
              one(
                  database,
                  """
                  select count(*) || ' places, ' || count(*) filter (where state = 2) || ' voted, at least '
                    || (select min(n) from (select count(*) filter (where state = 0) as n from place
                      group by comparison) f) || ' free each' from place
                  """))
          .isEqualTo("12834 places, 8931 voted, at least 1 free each");
      assertThat(importPairs(database).path("added")).allMatch(n -> n.asInt() == 0);
      assertThat(importVotes(database).path("added")).allMatch(n -> n.asInt() == 0);
      assertThat(one(database, "select count(*) || ' ' || max(number) from vote"))
          .isEqualTo("8931 8931");
    }
  }

  @Test
  void what_is_exported_and_imported_elsewhere_is_equal_and_ranks_as_the_log_does()
      throws Exception {
    Path first = folder.resolve("first.zip");
    Path second = folder.resolve("second.zip");
    Path votes = folder.resolve("votes.csv");
    try (TestDatabase database = TestDatabase.create();
        TestDatabase elsewhere = TestDatabase.create()) {
      importPairs(database);
      importVotes(database);
      agon(database, "export", "llmfao", "-o", first.toString(), "--json");
      agon(elsewhere, "import", first.toString(), "--json");
      agon(elsewhere, "export", "llmfao", "-o", second.toString(), "--json");
      agon(elsewhere, "export", "llmfao", "-o", votes.toString(), "--json");
    }
    assertThat(Files.mismatch(first, second)).isEqualTo(-1);
    assertThat(rank(votes, "annotator"))
        .isEqualTo(rank(data.resolve("crowd-comparisons.csv"), "worker"));
  }

  private static String rank(Path votes, String annotator) {
    StringWriter out = new StringWriter();
    List<String> arguments = new ArrayList<>(List.of("--json", "--annotator", annotator));
    arguments.add(votes.toString());
    assertThat(
            new CommandLine(new RankCommand())
                .setOut(new PrintWriter(out))
                .execute(arguments.toArray(String[]::new)))
        .isZero();
    return out.toString();
  }
}
