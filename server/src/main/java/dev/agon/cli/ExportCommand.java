package dev.agon.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agon.cli.input.DatabaseOptions;
import dev.agon.server.exchange.export.ExportChoices;
import dev.agon.server.exchange.export.ExportFormat;
import dev.agon.server.exchange.export.ExportFormat.Written;
import dev.agon.server.exchange.export.ExportFormats;
import dev.agon.server.exchange.export.ExportOption;
import dev.agon.server.exchange.export.Exporter;
import dev.agon.server.sql.Database;
import dev.agon.server.sql.Migrations;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
      "Writes a study as it is at this moment: settings, prompts, responses, comparisons, "
          + "judgements wanted, annotators' pseudonyms, votes and events as JSONL, with a data "
          + "dictionary. The server may",
      "run on. 'agon import' reads it back."
    })
final class ExportCommand implements Callable<Integer> {
  private static final int WRONG = 2;

  /** Endings of files, which no folder is meant to have. */
  private static final List<String> FILES =
      List.of(
          ".zip",
          ".csv",
          ".jsonl",
          ".ndjson",
          ".json",
          ".tsv",
          ".gz",
          ".xlsx",
          ".xls",
          ".parquet",
          ".txt",
          ".tar");

  /** The formats that there are, each with what its files hold. */
  private static final class DescribedFormats implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return ExportFormats.ALL.stream().map(ExportFormats::described).iterator();
    }
  }

  @Parameters(paramLabel = "STUDY", description = "The study's slug.")
  private String study = "";

  @Option(
      names = "--as",
      paramLabel = "FORMAT",
      completionCandidates = DescribedFormats.class,
      description = "One of ${COMPLETION-CANDIDATES} (default: agon).")
  private @Nullable String as;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description =
          "Where to (default: STUDY.zip, or with the format's ending). Without --as a name that ends in"
              + " .csv asks for votes; without an ending it is a new or empty folder for all of the study.")
  private @Nullable Path output;

  @Option(names = "--ultrafeedback", description = "The same as --as ultrafeedback.")
  private boolean ultraFeedback;

  @Option(
      names = "--annotator",
      paramLabel = "NAME",
      description =
          "With ultrafeedback: only this annotator's (default: all, one row per annotator).")
  private @Nullable String annotator;

  @Option(
      names = "--bom",
      description =
          "With votes: begin the file with a byte order mark, by which spreadsheets know that it is UTF-8.")
  private boolean mark;

  @Option(names = "--json", description = "Print what was written as one JSON document.")
  private boolean json;

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    ExportChoices choices = new ExportChoices(annotator, mark);
    try {
      @Nullable ExportFormat format = format();
      String wrong = format == null ? wrongForFolder(choices) : wrong(format, choices);
      if (wrong != null) {
        return refuse(wrong);
      }
      Path target = output != null ? output : Path.of(study + known(format).ending());
      try (Database source = database.joinExisting()) {
        Migrations.run(source.address());
        Path dictionary =
            Path.of(System.getProperty("agon.home", "."), "docs", "data-dictionary.md");
        Exporter exporter = new Exporter(source.address(), dictionary);
        Exporter.Report report =
            format == null ? toFolder(exporter, target) : toFile(exporter, format, choices, target);
        spec.commandLine().getOut().println(json ? json(report, target) : text(report, target));
        return 0;
      }
    } catch (NoSuchElementException | IllegalArgumentException e) {
      return refuse(String.valueOf(e.getMessage()));
    } catch (FileAlreadyExistsException e) {
      return refuse(e.getFile() + " exists already");
    } catch (IOException e) {
      return refuse("cannot write: " + e.getMessage());
    }
  }

  private int refuse(String why) {
    spec.commandLine().getErr().println("agon export: " + why);
    return WRONG;
  }

  private static ExportFormat known(@Nullable ExportFormat format) {
    return format == null ? ExportFormats.AGON : format;
  }

  /** The format that was asked for, by name or by the file's; null for a folder. */
  private @Nullable ExportFormat format() {
    if (ultraFeedback && as != null && !as.equals(ExportFormats.ULTRAFEEDBACK.name())) {
      throw new IllegalArgumentException("--ultrafeedback and --as " + as + " ask for two formats");
    }
    String name = ultraFeedback ? ExportFormats.ULTRAFEEDBACK.name() : as;
    if (name != null) {
      return ExportFormats.find(name)
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "there is no format '" + name + "': there are " + ExportFormats.described()));
    }
    String file = fileName();
    return output == null || file.endsWith(".zip")
        ? ExportFormats.AGON
        : file.endsWith(".csv") ? ExportFormats.VOTES : null;
  }

  private String fileName() {
    return output == null ? "" : output.toString().toLowerCase(Locale.ROOT);
  }

  /** What was asked for and would not be done; null where all is. */
  private @Nullable String wrong(ExportFormat format, ExportChoices choices) {
    for (ExportOption option : choices.used()) {
      if (!format.options().contains(option)) {
        return option.flag()
            + " goes with "
            + ExportFormats.ALL.stream()
                .filter(other -> other.options().contains(option))
                .map(other -> "--as " + other.name())
                .collect(Collectors.joining(" or "));
      }
    }
    String file = fileName();
    return output != null
            && !file.endsWith(format.ending())
            && FILES.stream().anyMatch(file::endsWith)
        ? "%s: %s is written as a %s file".formatted(output, format.name(), format.ending())
        : null;
  }

  private @Nullable String wrongForFolder(ExportChoices choices) {
    for (ExportOption option : choices.used()) {
      return option.flag() + " does not apply to a folder with all of the study";
    }
    String file = fileName();
    for (String ending : FILES) {
      if (file.endsWith(ending)) {
        return output
            + ": a study is written as a .zip archive, as a .csv file of its votes or as a folder,"
            + " not as one "
            + ending
            + " file (--as names a format: "
            + ExportFormats.names()
            + ")";
      }
    }
    return null;
  }

  private Exporter.Report toFile(
      Exporter exporter, ExportFormat format, ExportChoices choices, Path target)
      throws IOException {
    try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
      return exporter.write(study, format, choices, out);
    } catch (IOException | RuntimeException e) {
      if (!(e instanceof FileAlreadyExistsException)) {
        Files.deleteIfExists(target);
      }
      throw e;
    }
  }

  private Exporter.Report toFolder(Exporter exporter, Path target) throws IOException {
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
    Written written = report.written();
    written
        .rows()
        .forEach(
            (file, rows) -> text.append(String.format(Locale.ROOT, "  %-20s %,12d%n", file, rows)));
    written
        .leftOut()
        .forEach(
            (why, votes) ->
                text.append(
                    String.format(
                        Locale.ROOT, "  %-20s %,12d votes %s%n", "left out", votes, why)));
    return text.append("Study ")
        .append(report.study())
        .append(", snapshot at number ")
        .append(report.watermark())
        .append(", in ")
        .append(target)
        .toString();
  }

  private static String json(Exporter.Report report, Path target) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("study", report.study()).put("watermark", report.watermark());
    root.put("output", target.toString());
    report.written().rows().forEach(root.putObject("rows")::put);
    report.written().leftOut().forEach(root.putObject("left_out")::put);
    return root.toPrettyString();
  }
}
