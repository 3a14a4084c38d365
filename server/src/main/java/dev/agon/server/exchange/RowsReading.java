package dev.agon.server.exchange;

import dev.agon.server.exchange.load.ImportSessionStore;
import dev.agon.server.exchange.load.StagingStore;
import dev.agon.server.exchange.read.CountingInput;
import dev.agon.server.exchange.read.ImportError;
import dev.agon.server.exchange.read.ImportErrors;
import dev.agon.server.exchange.read.ImportRefused;
import dev.agon.server.exchange.read.ReadingProgress;
import dev.agon.server.exchange.read.Source;
import dev.agon.server.exchange.rows.AnswerRows;
import dev.agon.server.exchange.rows.Field;
import dev.agon.server.exchange.rows.Layouts;
import dev.agon.server.exchange.rows.PairRows;
import dev.agon.server.exchange.rows.PromptRows;
import dev.agon.server.exchange.rows.RowFields;
import dev.agon.server.exchange.rows.RowInterpreter;
import dev.agon.server.exchange.rows.RowStaging;
import dev.agon.server.exchange.rows.UltraFeedbackRows;
import dev.agon.server.exchange.rows.VoteRows;
import dev.agon.table.BadRows;
import dev.agon.table.FileFormat;
import dev.agon.table.FileProblem;
import dev.agon.table.FoundProblems;
import dev.agon.table.Row;
import dev.agon.table.RowProblem;
import dev.agon.table.RowReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Reads files row by row and stages what they say. */
final class RowsReading {
  private static final int ROWS_PER_REPORT = 1_000;

  private final ImportRequest.Reading reading;
  private final ReadingProgress readingProgress;
  private final StagingStore staging;
  private final RowStaging row;
  private @Nullable BadRows bad;
  private final RowInterpreter interpreter;
  private final Layouts layouts;
  private final ImportErrors errors = new ImportErrors();

  RowsReading(
      ImportRequest.Reading reading, ReadingProgress readingProgress, StagingStore staging) {
    this.reading = reading;
    this.readingProgress = readingProgress;
    this.staging = staging;
    this.row = new RowStaging(staging);
    this.layouts = new Layouts(reading.columns());
    PairRows pairs = new PairRows(reading.names(), row);
    VoteRows votes =
        new VoteRows(pairs, reading.columns(), reading.winners(), reading.annotatorPrefix(), row);
    this.interpreter =
        switch (reading.kind()) {
          case PROMPTS -> new PromptRows(reading.names(), row);
          case PAIRS -> pairs;
          case VOTES -> votes;
          case ANSWERS -> new AnswerRows(votes, row);
          case ULTRAFEEDBACK -> new UltraFeedbackRows(reading.annotatorPrefix(), row);
          case AGON -> throw new IllegalArgumentException("an export is not read by rows");
        };
  }

  /** Reads all files. */
  List<ImportSessionStore.FileRead> read(List<Source> sources) throws ImportRefused, IOException {
    Path leftOut = reading.leftOut();
    List<ImportSessionStore.FileRead> files;
    if (leftOut == null) {
      files = all(sources);
    } else {
      try (BadRows opened = BadRows.open(leftOut)) {
        bad = opened;
        files = all(sources);
      } catch (FileProblem e) {
        throw new ImportRefused("--skip-bad-rows", String.valueOf(e.getMessage()));
      }
    }
    errors.refuseIfAny();
    staging.finish();
    return files;
  }

  private List<ImportSessionStore.FileRead> all(List<Source> sources)
      throws ImportRefused, IOException {
    List<ImportSessionStore.FileRead> files = new ArrayList<>();
    for (int k = 0; k < sources.size(); k++) {
      files.add(read(k, sources.get(k)));
    }
    return files;
  }

  /** What the person who imports should know of how rows were read. */
  List<String> notes() {
    List<String> notes = new ArrayList<>(layouts.notes());
    if (bad != null && bad.rows() > 0) {
      notes.add(
          "%,d %s left out: %s says which and why"
              .formatted(bad.rows(), bad.rows() == 1 ? "row was" : "rows were", reading.leftOut()));
    }
    return notes;
  }

  private ImportSessionStore.FileRead read(int index, Source source)
      throws ImportRefused, IOException {
    try (CountingInput raw = new CountingInput(source.opener().open())) {
      long rows = read(index, source, raw);
      raw.transferTo(OutputStream.nullOutputStream());
      readingProgress.fileDone(raw.count(), rows);
      return new ImportSessionStore.FileRead(source.name(), source.shortName(), raw.sha256(), rows);
    } catch (ZipException | EOFException e) {
      throw new ImportRefused(source.name(), "is damaged: " + e.getMessage());
    }
  }

  private long read(int index, Source source, CountingInput raw) throws ImportRefused, IOException {
    RowReader reader = open(source, raw);
    if (reader == null) {
      return 0;
    }
    try {
      return rows(reader, index, source, raw);
    } catch (ImportRefused | IOException | RuntimeException e) {
      // What the reader holds of a large row is free again; the caller has no use for the rest.
      reader.close();
      throw e;
    }
  }

  private long rows(RowReader reader, int index, Source source, CountingInput raw)
      throws ImportRefused, IOException {
    long rows = 0;
    long good = 0;
    FoundProblems found = new FoundProblems(ImportErrors.LIMIT);
    Set<Field> unseen = EnumSet.noneOf(Field.class);
    unseen.addAll(reading.columns().named().keySet());
    boolean more = true;
    while (more && !found.isFull()) {
      try {
        Row next = reader.next();
        more = next != null;
        if (next != null) {
          rows++;
          unseen.removeIf(field -> next.cells().containsKey(reading.columns().name(field)));
          interpret(next, index);
          good++;
        }
      } catch (RowProblem e) {
        if (bad == null || e.whole()) {
          found.add(e);
        } else {
          bad.add(source.name(), e);
        }
      }
      if (!more || rows % ROWS_PER_REPORT == 0) {
        readingProgress.reading(raw.count(), rows);
      }
    }
    for (RowProblem problem : found.list(good)) {
      errors.add(ImportError.of(source.name(), problem));
    }
    unseen.removeIf(field -> found.lacks(RowFields.missing(reading.columns().name(field))));
    if (rows > 0) {
      tell(unseen, source);
    }
    return rows;
  }

  /** Stages what a row says; a bad one leaves nothing. */
  private void interpret(Row next, int index) throws RowProblem {
    try {
      interpreter.interpret(layouts.fields(next), index);
      row.keep();
    } catch (RowProblem e) {
      row.drop();
      throw e;
    }
  }

  /** Columns that were named and that no row has are misspelt. */
  private void tell(Set<Field> unseen, Source source) throws ImportRefused {
    for (Field field : unseen) {
      String column = reading.columns().name(field);
      errors.add(new ImportError(source.name(), 1, 0, "there is no column '" + column + "'"));
    }
  }

  private @Nullable RowReader open(Source source, InputStream raw)
      throws ImportRefused, IOException {
    try {
      return FileFormat.open(raw, source.name(), reading.format());
    } catch (RowProblem e) {
      errors.add(ImportError.of(source.name(), e));
      return null;
    }
  }
}
