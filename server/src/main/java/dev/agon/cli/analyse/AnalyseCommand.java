package dev.agon.cli.analyse;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agon.analysis.Analyses;
import dev.agon.analysis.Analysis;
import dev.agon.analysis.AnalysisReport;
import dev.agon.analysis.Chosen;
import dev.agon.analysis.Parameter;
import dev.agon.analysis.Votes;
import dev.agon.cli.input.DatabaseOptions;
import dev.agon.cli.input.ReadingOptions;
import dev.agon.cli.rank.file.VoteOptions;
import dev.agon.server.exchange.export.Exporter;
import dev.agon.server.exchange.export.StudyVotes;
import dev.agon.server.sql.Database;
import dev.agon.server.sql.Migrations;
import dev.agon.table.FileProblem;
import dev.agon.table.report.ReportFiles;
import dev.agon.table.vote.AnalysisVotes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code agon analyse NAME FILE|STUDY}: any of the analyses, on files of votes or on a study. */
@Command(
    name = "analyse",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Runs an analysis on files of votes or on a study; --list names them.",
    footerHeading = "%n",
    footer = {
      ReadingOptions.FILES,
      "",
      "The votes are as for agon rank. Prompts and lengths of responses are read where the file has"
          + " columns of these names (prompt or prompt_id, left_length, right_length). Of a study all"
          + " is known; where it asks several criteria, --where criterion=NAME chooses one.",
      "",
      "Exit codes: 0 done; 2 wrong use, a bad file, or too few votes, with the reason.",
    })
public final class AnalyseCommand implements Callable<Integer> {
  private static final List<String> PROMPTS = List.of("prompt", "prompt_id");
  private static final int WRONG = 2;
  private static final String COMMAND = "agon analyse";

  @Spec private @Nullable CommandSpec spec;

  @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "The analysis.")
  private @Nullable String name;

  @Parameters(
      index = "1..*",
      paramLabel = "FILE|STUDY",
      description = "Files of votes, or the slug of a study.")
  private List<String> sources = new ArrayList<>();

  @Option(names = "--list", description = "List the analyses and their parameters.")
  private boolean list;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "A parameter of the analysis; may be given several times.")
  private Map<String, String> parameters = new LinkedHashMap<>();

  @Mixin private VoteOptions columns = new VoteOptions();

  @Option(
      names = "--comparison",
      paramLabel = "COLUMN",
      description = "Column of what was judged: votes of several people on one are then known.")
  private @Nullable String comparison;

  @Option(
      names = "--prompt",
      paramLabel = "COLUMN",
      description =
          "Column of the prompts (default: prompt, else prompt_id, as in Agon's own votes).")
  private @Nullable String prompt;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Option(
      names = "--csv",
      paramLabel = "FOLDER",
      description = "Write the figures and each table as a CSV file into this folder too.")
  private @Nullable Path csv;

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Override
  public Integer call() throws IOException {
    CommandLine line = Objects.requireNonNull(spec).commandLine();
    try {
      if (list) {
        line.getOut().print(listed());
        line.getOut().flush();
        return 0;
      }
      Analysis analysis = analysis();
      Chosen chosen = Chosen.of(analysis, parameters);
      Votes votes = votes(line);
      votes.check(analysis);
      AnalysisReport report = analysis.run(votes, chosen);
      if (csv != null) {
        ReportFiles.csv(report, csv);
      }
      line.getOut().print(json ? document(analysis, chosen, report) : ReportText.of(report));
      line.getOut().flush();
      return 0;
    } catch (FileProblem e) {
      e.problems().forEach(problem -> line.getErr().println(COMMAND + ": " + problem));
    } catch (IllegalArgumentException | NoSuchElementException e) {
      line.getErr().println(COMMAND + ": " + e.getMessage());
    }
    return WRONG;
  }

  private Analysis analysis() {
    if (name == null || sources.isEmpty()) {
      throw new IllegalArgumentException(
          "needs the name of an analysis (" + Analyses.names() + ") and a file or a study");
    }
    return Analyses.find(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no analysis '" + name + "': there are " + Analyses.names()));
  }

  private Votes votes(CommandLine line) throws FileProblem, IOException {
    List<Path> files = sources.stream().map(Path::of).toList();
    if (sources.size() > 1 || Files.exists(files.getFirst())) {
      List<String> names = prompt == null ? PROMPTS : List.of(prompt);
      List<String> optional = AnalysisVotes.optional(names);
      return AnalysisVotes.votes(
          columns.read(files, comparison, optional, COMMAND, line.getErr()), names);
    }
    return ofStudy(sources.getFirst(), line);
  }

  /** The votes that count of a study, as they are exported. */
  private Votes ofStudy(String slug, CommandLine line) throws FileProblem, IOException {
    if (!slug.matches("[a-z0-9][a-z0-9-]{0,62}")) {
      throw new IllegalArgumentException("there is no file '" + slug + "'");
    }
    try (Database source = database.joinExisting()) {
      Migrations.run(source.address());
      Path dictionary = Path.of(System.getProperty("agon.home", "."), "docs", "data-dictionary.md");
      StudyVotes read =
          StudyVotes.read(new Exporter(source.address(), dictionary), slug, columns.where());
      read.notes().forEach(note -> line.getErr().println(COMMAND + ": " + note));
      return read.votes();
    } catch (NoSuchElementException e) {
      throw new IllegalArgumentException("there is neither a file nor a study '" + slug + "'", e);
    }
  }

  private static String listed() {
    StringBuilder text = new StringBuilder();
    for (Analysis analysis : Analyses.ALL) {
      text.append("%s: %s%n".formatted(analysis.name(), analysis.meaning()));
      for (Parameter parameter : analysis.parameters()) {
        text.append(
            "  --set %s=%s  %s%n"
                .formatted(parameter.name(), range(parameter), parameter.meaning()));
      }
    }
    return text.toString();
  }

  private static String range(Parameter parameter) {
    return switch (parameter) {
      case Parameter.Whole whole ->
          "%d..%d (%d)".formatted(whole.least(), whole.most(), whole.initial());
      case Parameter.Choice choice ->
          "%s (%s)".formatted(String.join("|", choice.words()), choice.initial());
      case Parameter.Item item -> "ITEM";
    };
  }

  private String document(Analysis analysis, Chosen chosen, AnalysisReport report) {
    ObjectNode root = new ObjectMapper().createObjectNode().put("analysis", analysis.name());
    chosen.all().forEach(root.putObject("parameters")::put);
    root.set("sections", ReportFiles.json(report));
    return root.toPrettyString() + "\n";
  }
}
