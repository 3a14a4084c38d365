package dev.agon.server.exchange;

import dev.agon.table.FileFormat;
import dev.agon.table.Row;
import dev.agon.table.RowProblem;
import dev.agon.table.RowReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Reads files row by row and stages what they say. */
final class RowsReading {
  private static final int ROWS_A_REPORT = 1_000;

  private final ImportRequest.Reading reading;
  private final Gauge gauge;
  private final StagingStore staging;
  private final RowInterpreter interpreter;
  private final ImportErrors errors = new ImportErrors();

  RowsReading(ImportRequest.Reading reading, Gauge gauge, StagingStore staging) {
    this.reading = reading;
    this.gauge = gauge;
    this.staging = staging;
    PairRows pairs = new PairRows(reading.names(), staging);
    VoteRows votes =
        new VoteRows(
            pairs, reading.columns(), reading.winners(), reading.annotatorPrefix(), staging);
    this.interpreter =
        switch (reading.kind()) {
          case PROMPTS -> new PromptRows(reading.names(), staging);
          case PAIRS -> pairs;
          case VOTES -> votes;
          case ANSWERS -> new AnswerRows(votes, staging);
          case ULTRAFEEDBACK -> new UltraFeedbackRows(reading.annotatorPrefix(), staging);
          case AGON -> throw new IllegalArgumentException("an export is not read by rows");
        };
  }

  /** Reads all files. */
  List<ImportSessionStore.FileRead> read(List<Source> sources) throws ImportRefused, IOException {
    List<ImportSessionStore.FileRead> files = new ArrayList<>();
    for (int k = 0; k < sources.size(); k++) {
      files.add(read(k, sources.get(k)));
    }
    errors.refuseIfAny();
    staging.finish();
    return files;
  }

  private ImportSessionStore.FileRead read(int index, Source source)
      throws ImportRefused, IOException {
    try (CountingInput raw = new CountingInput(source.opener().open())) {
      long rows = read(index, source, raw);
      raw.transferTo(OutputStream.nullOutputStream());
      gauge.fileDone(raw.count(), rows);
      return new ImportSessionStore.FileRead(source.name(), source.shortName(), raw.sha256(), rows);
    } catch (ZipException | EOFException e) {
      throw new ImportRefused(source.name(), "is damaged: " + e.getMessage());
    }
  }

  private long read(int index, Source source, CountingInput raw) throws ImportRefused, IOException {
    long rows = 0;
    RowReader reader = open(source, raw);
    if (reader == null) {
      return 0;
    }
    Set<Field> unseen = EnumSet.noneOf(Field.class);
    unseen.addAll(reading.columns().named().keySet());
    boolean more = true;
    while (more) {
      try {
        Row row = reader.next();
        more = row != null;
        if (row != null) {
          rows++;
          unseen.removeIf(field -> row.cells().containsKey(reading.columns().name(field)));
          interpreter.interpret(new RowFields(row, reading.columns()), index);
        }
      } catch (RowProblem e) {
        errors.add(ImportError.of(source.name(), e));
      }
      if (!more || rows % ROWS_A_REPORT == 0) {
        gauge.reading(raw.count(), rows);
      }
    }
    if (rows > 0) {
      tell(unseen, source);
    }
    return rows;
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
