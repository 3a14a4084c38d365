package dev.agon.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agon.cli.input.DatabaseOptions;
import dev.agon.server.exchange.export.Exporter;
import dev.agon.server.sql.Database;
import dev.agon.server.sql.Migrations;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code agon export STUDY}: a study as files. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes a study as it is at this moment: settings, prompts, responses, comparisons, places,",
      "annotators' pseudonyms, votes and events as JSONL, with a data dictionary. The server may",
      "run on. 'agon import' reads it back."
    })
final class ExportCommand implements Callable<Integer> {
  private static final int WRONG = 2;

  /** Endings of files, which no folder is meant to have. */
  private static final List<String> OTHER_FILES =
      List.of(
          ".jsonl", ".ndjson", ".json", ".tsv", ".gz", ".xlsx", ".xls", ".parquet", ".txt", ".tar");

  @Parameters(paramLabel = "STUDY", description = "The study's slug.")
  private String study = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description =
          "Where to: a ZIP archive (the default: STUDY.zip), a CSV file such as votes.csv with only the "
              + "votes that count, for a spreadsheet, or else a new or empty folder.")
  private @Nullable Path output;

  @Option(
      names = "--ultrafeedback",
      description =
          "Only the answers to the study's rubric, as rows of UltraFeedback (JSON lines; -o is the file, "
              + "default: STUDY.jsonl).")
  private boolean ultraFeedback;

  @Option(
      names = "--annotator",
      paramLabel = "NAME",
      description =
          "With --ultrafeedback: only this annotator's (default: everybody's, a row each).")
  private @Nullable String annotator;

  @Option(
      names = "--bom",
      description =
          "Begin the CSV file with a byte order mark, by which spreadsheets know that it is UTF-8.")
  private boolean mark;

  @Option(names = "--json", description = "Print what was written as one JSON document.")
  private boolean json;

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    String wrong = wrong();
    if (wrong != null) {
      spec.commandLine().getErr().println("agon export: " + wrong);
      return WRONG;
    }
    Path target = output == null ? Path.of(study + (ultraFeedback ? ".jsonl" : ".zip")) : output;
    try (Database source = database.joinExisting()) {
      Migrations.run(source.address());
      Path dictionary = Path.of(System.getProperty("agon.home", "."), "docs", "data-dictionary.md");
      Exporter.Report report = export(new Exporter(source.address(), dictionary), target);
      spec.commandLine().getOut().println(json ? json(report, target) : text(report, target));
      return 0;
    } catch (NoSuchElementException e) {
      spec.commandLine().getErr().println("agon export: " + e.getMessage());
    } catch (FileAlreadyExistsException e) {
      spec.commandLine().getErr().println("agon export: " + e.getFile() + " exists already");
    } catch (IOException e) {
      spec.commandLine().getErr().println("agon export: cannot write: " + e.getMessage());
    }
    return WRONG;
  }

  /** What was asked for and would not be done; null where all is. */
  private @Nullable String wrong() {
    String name = output == null ? "" : output.toString().toLowerCase(Locale.ROOT);
    if (annotator != null && !ultraFeedback) {
      return "--annotator goes with --ultrafeedback; a study is exported whole";
    }
    if (mark && (ultraFeedback || !name.endsWith(".csv"))) {
      return "--bom goes with -o and a file whose name ends in .csv";
    }
    for (String ending : OTHER_FILES) {
      if (name.endsWith(ending) && !ultraFeedback) {
        return output
            + ": a study is written as a .zip archive, as a .csv file of its votes or as a folder,"
            + " not as one "
            + ending
            + " file (--ultrafeedback writes ratings as .jsonl)";
      }
    }
    if (ultraFeedback && (name.endsWith(".csv") || name.endsWith(".zip"))) {
      return output + ": --ultrafeedback writes JSON lines: name a .jsonl file";
    }
    return null;
  }

  private Exporter.Report export(Exporter exporter, Path target) throws IOException {
    String name = target.toString().toLowerCase(Locale.ROOT);
    if (ultraFeedback || name.endsWith(".zip") || name.endsWith(".csv")) {
      try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
        return ultraFeedback
            ? exporter.writeUltraFeedback(study, annotator, out)
            : name.endsWith(".zip")
                ? exporter.writeZip(study, out)
                : exporter.writeVotesCsv(study, mark, out);
      } catch (IOException | RuntimeException e) {
        if (!(e instanceof FileAlreadyExistsException)) {
          Files.deleteIfExists(target);
        }
        throw e;
      }
    }
    Files.createDirectories(target);
    try (var files = Files.list(target)) {
      if (files.findAny().isPresent()) {
        throw new FileAlreadyExistsException(target.toString());
      }
    }
    return exporter.writeFolder(study, target);
  }

  private static String text(Exporter.Report report, Path target) {
    StringBuilder text = new StringBuilder();
    report
        .rows()
        .forEach(
            (file, rows) -> text.append(String.format(Locale.ROOT, "  %-20s %,12d%n", file, rows)));
    return text.append("Study ")
        .append(report.study())
        .append(" up to number ")
        .append(report.watermark())
        .append(" in ")
        .append(target)
        .toString();
  }

  private static String json(Exporter.Report report, Path target) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("study", report.study()).put("watermark", report.watermark());
    root.put("output", target.toString());
    report.rows().forEach(root.putObject("rows")::put);
    return root.toPrettyString();
  }
}
