package dev.agon.cli;

import dev.agon.cli.input.ColumnOptions;
import dev.agon.cli.input.DatabaseOptions;
import dev.agon.cli.input.ReadingOptions;
import dev.agon.question.form.Form;
import dev.agon.question.form.FormException;
import dev.agon.server.exchange.ImportRequest;
import dev.agon.server.exchange.ImportRun;
import dev.agon.server.exchange.Importer;
import dev.agon.server.exchange.load.ComparisonChoice;
import dev.agon.server.exchange.load.NewStudy;
import dev.agon.server.exchange.read.ImportKind;
import dev.agon.server.exchange.read.ImportProgress;
import dev.agon.server.exchange.read.ImportRefused;
import dev.agon.server.exchange.read.ImportReport;
import dev.agon.server.exchange.read.Source;
import dev.agon.server.sql.Database;
import dev.agon.server.sql.Migrations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code agon import FILE... --study SLUG}: fills a study, all or nothing. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    modelTransformer = ColumnOptions.class,
    description = {
      "Imports prompts, responses and past votes into a study: all of it, or nothing when",
      "anything is wrong. The same file twice changes nothing."
    },
    footerHeading = "%n",
    footer = {
      ReadingOptions.FORMATS
          + ". A folder stands for its files, and an export may be a folder or a ZIP archive. What is"
          + " wrong is reported as file:line:column (in CSV the column is the field's number).",
      "",
      "Exit codes: 0 done; 2 wrong use, or a file that was refused."
    })
final class ImportCommand implements Callable<Integer> {
  private static final int WRONG = 2;
  private static final int OVERLAP = 3;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "The files, of one kind.")
  private List<Path> files = new ArrayList<>();

  @Option(names = "--study", paramLabel = "SLUG", description = "The study to import into.")
  private @Nullable String study;

  @Option(names = "--create", description = "Make the study if it does not exist.")
  private boolean create;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The new study's name (default: the slug).")
  private @Nullable String name;

  @Option(
      names = "--question",
      paramLabel = "TEXT",
      description = "The new study's question (default: ${DEFAULT-VALUE}).")
  private String question = NewStudy.QUESTION;

  @Option(
      names = "--study-language",
      paramLabel = "TAG",
      description = "The language of the new study's texts that have no tag (default: unknown).")
  private String language = NewStudy.UNKNOWN_LANGUAGE;

  @Option(names = "--publish", description = "The new study accepts votes at once.")
  private boolean publish;

  @Option(
      names = "--overlap",
      paramLabel = "N",
      description = "Judgements wanted of a new comparison (default: the study's; a new one's 3).")
  private @Nullable Integer overlap;

  @Option(
      names = "--pairs",
      paramLabel = "WHICH",
      description =
          "all (the default): compare every two generators' responses; "
              + "together: all responses to a prompt at once, 2 to 8; none.")
  private Pairs pairs = Pairs.ALL;

  @Option(
      names = "--form",
      paramLabel = "FILE",
      description = "The new study's questions in order, as JSON (docs/questions.md).")
  private @Nullable Path form;

  @Mixin private ImportOptions options = new ImportOptions();

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Which pairs of responses are compared. */
  enum Pairs {
    ALL(ComparisonChoice.PAIRS),
    TOGETHER(ComparisonChoice.TOGETHER),
    NONE(ComparisonChoice.NONE);

    private final ComparisonChoice compared;

    Pairs(ComparisonChoice compared) {
      this.compared = compared;
    }
  }

  @Override
  public Integer call() {
    CommandLine line = spec.commandLine();
    try {
      ImportRequest request = request(line);
      List<Source> sources = sources();
      try (Database target = begins(request) ? database.join() : database.joinExisting()) {
        Migrations.run(target.address());
        ImportProgress progress = ImportBar.of(line.getErr());
        try (ImportRun run = new Importer(target.address()).prepare(request, sources, progress)) {
          ImportReport report = run.execute();
          line.getOut().println(ImportSummary.of(report, json));
        }
      }
      return 0;
    } catch (ImportRefused e) {
      e.errors().forEach(error -> line.getErr().println("agon import: " + error));
      line.getErr().println("agon import: nothing was written");
    } catch (NoSuchFileException e) {
      line.getErr().println("agon import: " + e.getFile() + ": there is no such file");
    } catch (IOException e) {
      line.getErr().println("agon import: cannot read: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(line, String.valueOf(e.getMessage()), e);
    }
    return WRONG;
  }

  /** Whether the import makes sense in a database that holds nothing yet. */
  private boolean begins(ImportRequest request) {
    return create || request.reading().kind() == ImportKind.AGON;
  }

  private boolean isExport() {
    return files.size() == 1
        && (Files.isDirectory(files.getFirst()) || files.getFirst().toString().endsWith(".zip"));
  }

  private List<Source> sources() throws IOException {
    List<Source> sources = new ArrayList<>();
    for (Path file : files) {
      if (Files.isDirectory(file)) {
        try (Stream<Path> content = Files.list(file).filter(Files::isRegularFile).sorted()) {
          for (Path part : content.toList()) {
            sources.add(Source.of(part));
          }
        }
      } else {
        sources.add(Source.of(file));
      }
    }
    return sources;
  }

  private @Nullable Form form(ImportKind kind) throws IOException {
    if (form == null) {
      return NewStudy.formOf(kind);
    }
    try {
      return Form.parse(Files.readString(form));
    } catch (FormException e) {
      throw new IllegalArgumentException("--form: " + form + ": " + e.getMessage(), e);
    }
  }

  private ImportRequest request(CommandLine line) throws IOException, ImportRefused {
    ImportKind kind = options.kind == null && isExport() ? ImportKind.AGON : options.kind;
    if (kind == null) {
      throw new IllegalArgumentException(
          "--kind is needed: prompts, pairs, votes, answers, ultrafeedback or agon");
    }
    if (study == null && kind != ImportKind.AGON) {
      throw new IllegalArgumentException("--study is needed");
    }
    NewStudy made = null;
    if (create && study != null) {
      int wanted = overlap == null ? OVERLAP : overlap;
      String title = name == null ? study : name;
      made = new NewStudy(study, title, question, language, wanted, publish, form(kind));
    }
    ComparisonChoice compared =
        switch (kind) {
          case PROMPTS -> pairs.compared;
          case ULTRAFEEDBACK -> ComparisonChoice.TOGETHER;
          default -> ComparisonChoice.NONE;
        };
    return new ImportRequest(
        new ImportRequest.Target(study, made, overlap, compared),
        new ImportRequest.Reading(
            kind,
            options.format,
            options.columns(ColumnOptions.named(line.getParseResult())),
            options.names(),
            options.winners(),
            options.annotatorPrefix,
            options.leftOut),
        options.annotators,
        "command line");
  }
}
