package dev.agon.cli;

import dev.agon.server.core.AnnotatorKind;
import dev.agon.server.exchange.read.ImportKind;
import dev.agon.server.exchange.read.ImportRefused;
import dev.agon.server.exchange.read.Source;
import dev.agon.server.exchange.rows.Columns;
import dev.agon.server.exchange.rows.GeneratorNames;
import dev.agon.table.FileFormat;
import dev.agon.table.Winners;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the files of an import are read. */
final class ImportOptions {
  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description =
          "What the rows are: prompts (with responses by generator), pairs (of responses), "
              + "votes (past ones), answers (to a study's questions), ultrafeedback "
              + "(instructions with rated "
              + "completions), agon (an export of Agon's own; known by itself).")
  @Nullable ImportKind kind;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "csv (with commas, tabs or semicolons) or jsonl (one object per line, or all in one "
              + "array); either "
              + "may be gzipped (default: what name and content say).")
  @Nullable FileFormat format;

  @Option(
      names = "--names",
      paramLabel = "FILE:ID:NAME",
      description = "Generators are called by ids; FILE has their names in column NAME by ID.")
  private @Nullable String names;

  @Option(
      names = "--left-name",
      paramLabel = "NAME",
      description = {
        "The generator of all left texts, where rows name none (default: the name of their column,",
        "where --left-text names one, or chosen)."
      })
  private @Nullable String leftName;

  @Option(names = "--right-name", paramLabel = "NAME", description = "And of all right texts.")
  private @Nullable String rightName;

  @Option(
      names = "--outcome",
      paramLabel = "WORD=OUTCOME",
      description =
          "What a word in the winner column means: left, right, tie, both_bad, or skip, which "
              + "leaves its rows out. Known without: these words, model_a, model_b, A, B, first, "
              + "second, 1, 2, draw, equal, tie (bothbad), and the winner's own name.")
  private Map<String, String> outcomes = new HashMap<>();

  @Option(
      names = "--annotators",
      paramLabel = "KIND",
      description = "What the annotators are: person (the default), machine or simulated.")
  AnnotatorKind annotators = AnnotatorKind.PERSON;

  @Option(
      names = "--annotator-prefix",
      paramLabel = "TEXT",
      description = "A prefix for every annotator's name, to tell them from others.")
  String annotatorPrefix = "";

  /** The names that {@code --names} points to. */
  GeneratorNames names() throws IOException, ImportRefused {
    if (names == null) {
      return GeneratorNames.SAME;
    }
    List<String> parts = List.of(names.split(":", -1));
    int n = parts.size();
    if (n < 3) {
      throw new IllegalArgumentException("--names: '" + names + "' is not FILE:ID:NAME");
    }
    Path file = Path.of(String.join(":", parts.subList(0, n - 2)));
    return GeneratorNames.read(Source.of(file), parts.get(n - 2), parts.get(n - 1));
  }

  @Option(
      names = "--skip-bad-rows",
      paramLabel = "FILE",
      description = {
        "Leave out rows that are not understood (a model against itself, unknown words) and write",
        "them to FILE, which must be new, with the reason. Without it one such row refuses all."
      })
  @Nullable Path leftOut;

  /** The columns, with the names of generators that rows do not tell. */
  Columns columns(Columns named) {
    if ((leftName == null) != (rightName == null)) {
      throw new IllegalArgumentException("--left-name and --right-name go together");
    }
    if (leftName != null && leftName.equals(rightName)) {
      throw new IllegalArgumentException("--left-name and --right-name must differ");
    }
    return leftName == null || rightName == null ? named : named.calling(leftName, rightName);
  }

  /** The words of the winner column. */
  Winners winners() {
    return Winners.of(outcomes);
  }
}
