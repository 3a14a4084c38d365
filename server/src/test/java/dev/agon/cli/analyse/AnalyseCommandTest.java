package dev.agon.cli.analyse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.agon.cli.Agon;
import dev.agon.server.sql.TestDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class AnalyseCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder = Path.of("");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path file = Path.of("");

  /** Three people on 30 comparisons of three items; the third person is contrary on each fifth. */
  @BeforeEach
  void writeVotes() throws IOException {
    StringBuilder csv =
        new StringBuilder(
            "prompt,comparison,left,right,left_text,right_text,winner,annotator,left_length,right_length\n");
    String[] items = {"a", "b", "c"};
    for (int k = 0; k < 30; k++) {
      String left = items[k % 3];
      String right = items[(k + 1) % 3];
      for (int who = 0; who < 3; who++) {
        boolean contrary = who == 2 && k % 5 == 0;
        String winner = k % 7 == 0 ? "tie" : (k % 2 == 0) != contrary ? "left" : "right";
        csv.append(
            "p%d,c%d,%s,%s,text %s,text %s,%s,who%d,%d,%d\n"
                .formatted(k % 10, k, left, right, left, right, winner, who, 100 + k, 130 - k));
      }
    }
    file = Files.writeString(folder.resolve("votes.csv"), csv);
  }

  private int agon(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine line = Agon.commandLine();
    return line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments);
  }

  private JsonNode document(String... arguments) throws IOException {
    assertThat(agon(arguments)).as("%s", err).isZero();
    return JSON.readTree(out.toString());
  }

  private static JsonNode section(JsonNode report, String name) {
    for (JsonNode section : report.get("sections")) {
      if (section.path("name").asText().equals(name)) {
        return section;
      }
    }
    throw new AssertionError("no section is called " + name + ": " + report);
  }

  @Test
  void agreement_is_that_of_the_command_of_its_own() throws IOException {
    JsonNode report =
        document(
            "analyse",
            "agreement",
            file.toString(),
            "--annotator=annotator",
            "--comparison=comparison",
            "--json");
    StringBuilder values = new StringBuilder("unit,annotator,value\n");
    for (String row : Files.readAllLines(file).subList(1, 91)) {
      String[] cells = row.split(",", -1);
      String said =
          cells[6].equals("left") ? cells[2] : cells[6].equals("right") ? cells[3] : cells[6];
      values.append("%s,%s,%s\n".formatted(cells[1], cells[7], said));
    }
    Path units = Files.writeString(folder.resolve("units.csv"), values);
    JsonNode own = document("agreement", units.toString(), "--json");

    JsonNode alpha = section(report, "Krippendorff's alpha");
    for (String end : List.of("value", "low", "high")) {
      assertThat(alpha.get(end).asDouble())
          .isCloseTo(own.get("krippendorff_alpha").get(end).asDouble(), within(1e-12));
    }
    assertThat(section(report, "Cohen's kappa").get("rows")).hasSize(3);
    assertThat(report.get("parameters").get("bootstrap").asText()).isEqualTo("1000");
  }

  @Test
  void win_rates_are_those_of_the_command_of_its_own() throws IOException {
    JsonNode report =
        document(
            "analyse",
            "win-rates",
            file.toString(),
            "--annotator=annotator",
            "--set=baseline=a",
            "--json");
    JsonNode own =
        document("win-rates", file.toString(), "--annotator=annotator", "--baseline=a", "--json");

    JsonNode rows = section(report, "win rates against a").get("rows");
    assertThat(rows).hasSameSizeAs(own.get("items"));
    for (int k = 0; k < rows.size(); k++) {
      JsonNode row = rows.get(k);
      JsonNode item = own.get("items").get(k);
      assertThat(row.get("item")).isEqualTo(item.get("item"));
      assertSame(row.get("win_rate"), item.get("win_rate"));
      assertSame(row.get("win_rate_low"), item.get("win_rate_low"));
      assertSame(row.get("equal_lengths"), item.get("length_controlled"));
      assertSame(row.get("equal_low"), item.get("low"));
    }
  }

  @Test
  void prompts_are_found_by_the_name_that_agon_s_own_votes_have() throws IOException {
    String[] options = {"analyse", "win-rates", file.toString(), "--set=baseline=a", "--json"};
    JsonNode report = document(options);

    Files.writeString(file, Files.readString(file).replaceFirst("^prompt,", "prompt_id,"));
    assertThat(document(options).get("sections")).isEqualTo(report.get("sections"));

    Files.writeString(file, Files.readString(file).replaceFirst("^prompt_id,", "question,"));
    assertThat(agon(options)).isEqualTo(2);
    assertThat(err.toString()).contains("prompt");
  }

  private static void assertSame(JsonNode one, JsonNode other) {
    assertThat(one.asDouble(Double.NaN)).isCloseTo(other.asDouble(Double.NaN), within(1e-12));
  }

  @Test
  void the_same_votes_give_the_same_report() throws IOException {
    String[] command = {
      "analyse", "win-rates", file.toString(), "--annotator=annotator", "--set=baseline=a", "--json"
    };

    assertThat(document(command)).isEqualTo(document(command));
  }

  @Test
  void fragility_is_that_of_the_ranking_and_is_told_in_a_sentence() throws IOException {
    JsonNode own = document("rank", file.toString(), "--fragility", "--json").get("fragility");

    assertThat(agon("analyse", "fragility", file.toString())).isZero();

    assertThat(out.toString())
        .contains("without " + own.get("votes").asLong() + " of the votes")
        .contains("votes to be removed", "winner", "loser")
        .contains("fewer may do in an order that was not tried")
        .doesNotContain("\n\n\n");
  }

  @Test
  void fragility_says_nothing_of_fewer_than_five_votes_or_annotators() throws IOException {
    assertThat(agon("analyse", "fragility", file.toString(), "--annotator=annotator")).isEqualTo(2);
    assertThat(err.toString()).contains("needs at least 5 annotators and there are 3");

    Path few =
        Files.writeString(folder.resolve("few.csv"), "left,right,winner\na,b,left\nb,c,left\n");
    assertThat(agon("analyse", "fragility", few.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("needs at least 5 votes and there are 2");
  }

  @Test
  void a_study_is_analysed_as_its_export_is() throws IOException {
    try (TestDatabase database = TestDatabase.create()) {
      List<String> at = List.of("--database", database.address().secretUrl());
      List<String> load =
          new ArrayList<>(
              List.of("import", file.toString(), "--study=tea", "--create", "--kind=votes"));
      load.addAll(at);
      assertThat(agon(load.toArray(String[]::new))).as("%s", err).isZero();

      List<String> analyse = new ArrayList<>(List.of("analyse", "agreement", "tea", "--json"));
      analyse.addAll(at);
      JsonNode ofStudy = document(analyse.toArray(String[]::new));
      JsonNode ofFile =
          document(
              "analyse",
              "agreement",
              file.toString(),
              "--annotator=annotator",
              "--comparison=comparison",
              "--json");
      assertThat(section(ofStudy, "Krippendorff's alpha").get("value").asDouble())
          .isCloseTo(
              section(ofFile, "Krippendorff's alpha").get("value").asDouble(), within(1e-12));

      List<String> missing = new ArrayList<>(List.of("analyse", "agreement", "coffee"));
      missing.addAll(at);
      assertThat(agon(missing.toArray(String[]::new))).isEqualTo(2);
      assertThat(err.toString()).contains("there is neither a file nor a study 'coffee'");
    }
  }

  @Test
  void figures_and_tables_are_written_as_csv_too() throws IOException {
    Path csv = folder.resolve("csv");

    assertThat(
            agon(
                "analyse",
                "agreement",
                file.toString(),
                "--annotator=annotator",
                "--comparison=comparison",
                "--csv",
                csv.toString()))
        .isZero();

    assertThat(Files.readAllLines(csv.resolve("figures.csv")))
        .hasSize(5)
        .first()
        .isEqualTo("name,value,low,high,note");
    assertThat(csv.resolve("cohen-s-kappa.csv")).exists();
  }

  @Test
  void what_cannot_be_done_is_told_in_a_sentence() {
    assertThat(agon("analyse")).isEqualTo(2);
    assertThat(err.toString()).contains("agreement, win-rates, fragility");
    assertThat(agon("analyse", "agreements", file.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("there is no analysis 'agreements'");
    assertThat(agon("analyse", "agreement", file.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("agreement needs to know who voted");
    assertThat(agon("analyse", "win-rates", file.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("baseline is missing");
    assertThat(agon("analyse", "win-rates", file.toString(), "--set=baseline=z")).isEqualTo(2);
    assertThat(err.toString()).contains("no vote is on the baseline 'z'");
    assertThat(agon("analyse", "fragility", file.toString(), "--set=method=elo")).isEqualTo(2);
    assertThat(err.toString()).contains("method: 'elo' is not one of bradley-terry");
    assertThat(agon("analyse", "fragility", file.toString(), "--set=seed=1")).isEqualTo(2);
    assertThat(err.toString()).contains("fragility has no parameter 'seed'; it has method");
    assertThat(agon("analyse", "fragility", "No Such.csv")).isEqualTo(2);
    assertThat(err.toString()).contains("there is no file 'No Such.csv'");
  }

  @Test
  void the_list_tells_every_analysis_with_its_parameters() {
    assertThat(agon("analyse", "--list")).isZero();

    assertThat(out.toString())
        .contains("agreement: how far annotators agree", "--set bootstrap=100..10000 (1000)")
        .contains("--set method=bradley-terry|", "--set baseline=ITEM");
  }
}
