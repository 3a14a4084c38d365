package dev.agon.server.exchange;

import dev.agon.server.core.AnnotatorKind;
import dev.agon.server.exchange.load.ComparisonChoice;
import dev.agon.server.exchange.load.NewStudy;
import dev.agon.server.exchange.read.ImportKind;
import dev.agon.server.exchange.rows.Columns;
import dev.agon.server.exchange.rows.GeneratorNames;
import dev.agon.table.FileFormat;
import dev.agon.table.Winners;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What is to be imported, and where to.
 *
 * @param actor who imports, for the audit log
 */
public record ImportRequest(
    Target target, Reading reading, AnnotatorKind annotators, String actor) {
  /**
   * Where the rows go.
   *
   * @param study the slug; for an export of Agon's own it may be null, which keeps the slug it had
   * @param create the study to make when there is none of that slug
   * @param overlap judgements wanted of each comparison that is new; null for the study's own
   * @param compared what of the responses to imported prompts
   */
  public record Target(
      @Nullable String study,
      @Nullable NewStudy create,
      @Nullable Integer overlap,
      ComparisonChoice compared) {}

  /**
   * How the files are read.
   *
   * @param format null to tell it from each file's name and content
   * @param annotatorPrefix stands before every annotator's name
   * @param leftOut a new file for rows that are not understood, which are then left out; null when
   *     one such row refuses the import
   */
  public record Reading(
      ImportKind kind,
      @Nullable FileFormat format,
      Columns columns,
      GeneratorNames names,
      Winners winners,
      String annotatorPrefix,
      @Nullable Path leftOut) {
    /** Leaves no row out. */
    public Reading(
        ImportKind kind,
        @Nullable FileFormat format,
        Columns columns,
        GeneratorNames names,
        Winners winners,
        String annotatorPrefix) {
      this(kind, format, columns, names, winners, annotatorPrefix, null);
    }

    /** Reads the default columns. */
    public static Reading of(ImportKind kind) {
      return new Reading(kind, null, Columns.DEFAULT, GeneratorNames.SAME, Winners.USUAL, "");
    }
  }
}
