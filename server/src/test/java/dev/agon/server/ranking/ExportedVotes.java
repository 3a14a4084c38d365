package dev.agon.server.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import dev.agon.cli.Agon;
import dev.agon.server.exchange.export.ExportChoices;
import dev.agon.server.exchange.export.ExportFormats;
import dev.agon.server.exchange.export.Exporter;
import dev.agon.server.sql.TestDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A study's votes as its export has them, and what the commands say of them. */
final class ExportedVotes {
  private static final Path DICTIONARY =
      Path.of(System.getProperty("agon.home", "."), "docs", "data-dictionary.md");

  private final Path folder;
  private final List<NamedCsvRecord> rows;

  private int files;

  private ExportedVotes(Path folder, List<NamedCsvRecord> rows) {
    this.folder = folder;
    this.rows = rows;
  }

  static ExportedVotes none() {
    return new ExportedVotes(Path.of(""), List.of());
  }

  static ExportedVotes of(TestDatabase database, String slug, Path folder) throws IOException {
    Path file = folder.resolve("votes.csv");
    try (OutputStream out = Files.newOutputStream(file)) {
      new Exporter(database.address(), DICTIONARY)
          .write(slug, ExportFormats.VOTES, ExportChoices.NONE, out);
    }
    try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(file)) {
      return new ExportedVotes(folder, csv.stream().toList());
    }
  }

  List<NamedCsvRecord> rows() {
    return rows;
  }

  /** The first rows that count. */
  ExportedVotes first(int count) {
    return new ExportedVotes(folder.resolve("first-" + count), rows.subList(0, count));
  }

  ExportedVotes where(Predicate<NamedCsvRecord> meant) {
    return new ExportedVotes(folder, rows.stream().filter(meant).toList());
  }

  /** What {@code agon rank} says of them. */
  JsonNode rank(List<String> options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("rank", file(List.of()).toString(), "--json"));
    arguments.addAll(List.of("--annotator", "annotator", "--comparison", "comparison"));
    arguments.addAll(List.of("--where", "criterion=overall"));
    arguments.addAll(List.of("--weight", "weight"));
    arguments.addAll(options);
    return agon(arguments);
  }

  /**
   * What {@code agon agreement} says of them.
   *
   * @param order of the generators: a vote is for the earlier or the later one
   */
  JsonNode agreement(List<String> order) throws IOException {
    return agon(
        List.of(
            "agreement",
            file(order).toString(),
            "--json",
            "--unit",
            "comparison",
            "--annotator",
            "annotator",
            "--value",
            "outcome",
            "--bootstrap",
            "500",
            "--pairs",
            "0"));
  }

  /** The rows as a file of their own, with a column of the outcome as an order has the two. */
  private Path file(List<String> order) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve("rows-" + ++files + ".csv");
    try (CsvWriter csv = CsvWriter.builder().build(file)) {
      List<String> header = new ArrayList<>(rows.getFirst().getHeader());
      header.add("outcome");
      csv.writeRecord(header);
      for (NamedCsvRecord row : rows) {
        List<String> fields = new ArrayList<>(row.getFields());
        fields.add(outcome(row, order));
        csv.writeRecord(fields);
      }
    }
    return file;
  }

  private static String outcome(NamedCsvRecord row, List<String> order) {
    String other = row.getField("winner").equals("left") ? "right" : "left";
    return row.getField("winner").matches("left|right")
        ? order.indexOf(preferred(row)) < order.indexOf(row.getField(other)) ? "earlier" : "later"
        : row.getField("winner");
  }

  static String preferred(NamedCsvRecord row) {
    String winner = row.getField("winner");
    return winner.equals("left") || winner.equals("right") ? row.getField(winner) : winner;
  }

  /** What {@code agon rank} says when it refuses them. */
  String refusal(List<String> options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("rank", file(List.of()).toString()));
    arguments.addAll(List.of("--weight", "weight"));
    arguments.addAll(options);
    StringWriter err = new StringWriter();
    int code =
        Agon.commandLine()
            .setErr(new PrintWriter(err, true))
            .execute(arguments.toArray(String[]::new));
    assertThat(code).isEqualTo(2);
    return err.toString();
  }

  private static JsonNode agon(List<String> arguments) throws IOException {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Agon.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments.toArray(String[]::new));
    assertThat(code).as("%s", err).isZero();
    return new ObjectMapper().readTree(out.toString());
  }
}
