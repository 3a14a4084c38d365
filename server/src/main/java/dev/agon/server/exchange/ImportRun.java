package dev.agon.server.exchange;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** One import. {@link #execute} blocks for as long as it takes; {@link #cancel} ends it. */
public final class ImportRun implements AutoCloseable {
  private static final int ROWS_A_REPORT = 1_000;

  private final ImportStore store;
  private final ImportRequest request;
  private final List<Source> sources;
  private final ImportProgress progress;
  private final ImportErrors errors = new ImportErrors();
  private final long size;
  private long bytesBefore;
  private long rowsBefore;

  ImportRun(
      ImportStore store, ImportRequest request, List<Source> sources, ImportProgress progress) {
    this.store = store;
    this.request = request;
    this.sources = sources;
    this.progress = progress;
    this.size =
        sources.stream().anyMatch(s -> s.size() < 0)
            ? -1
            : sources.stream().mapToLong(Source::size).sum();
  }

  /**
   * Reads the files, checks them and writes what they say. Call it once, never on an event loop.
   *
   * @throws ImportRefused when something is wrong with the files: nothing was written
   * @throws java.util.concurrent.CancellationException when it was cancelled: nothing was written
   * @throws dev.agon.server.sql.DatabaseException when the database fails: nothing was written
   */
  public ImportReport execute() throws ImportRefused, IOException {
    return execute(true);
  }

  /** As {@link #execute}, but nothing is written: the report tells what would be. */
  public ImportReport check() throws ImportRefused, IOException {
    return execute(false);
  }

  private ImportReport execute(boolean keep) throws ImportRefused, IOException {
    if (request.reading().kind() == ImportKind.AGON) {
      throw new IllegalStateException("not here");
    }
    StagingStore staging = store.staging();
    RowInterpreter interpreter = interpreter(staging);
    List<ImportStore.FileRead> files = new ArrayList<>();
    for (int k = 0; k < sources.size(); k++) {
      files.add(read(k, interpreter));
    }
    errors.refuseIfAny();
    staging.finish();
    return store.write(request, files, notes(staging), progress, keep);
  }

  /** Ends {@link #execute} soon, with nothing written unless it is done already; any thread. */
  public void cancel() {
    store.cancel();
  }

  private RowInterpreter interpreter(Staging staging) {
    ImportRequest.Reading reading = request.reading();
    PairRows pairs = new PairRows(reading.names(), staging);
    return switch (reading.kind()) {
      case PROMPTS -> new PromptRows(reading.names(), staging);
      case PAIRS, AGON -> pairs;
      case VOTES ->
          new VoteRows(
              pairs, reading.columns(), reading.winners(), reading.annotatorPrefix(), staging);
    };
  }

  private ImportStore.FileRead read(int index, RowInterpreter interpreter)
      throws ImportRefused, IOException {
    Source source = sources.get(index);
    try (CountingInput raw = new CountingInput(source.opener().open())) {
      long rows = read(index, source, raw, interpreter);
      raw.transferTo(OutputStream.nullOutputStream());
      bytesBefore += raw.count();
      rowsBefore += rows;
      return new ImportStore.FileRead(source.name(), raw.sha256(), rows);
    } catch (ZipException | EOFException e) {
      throw new ImportRefused(source.name(), "is damaged: " + e.getMessage());
    }
  }

  private long read(int index, Source source, CountingInput raw, RowInterpreter interpreter)
      throws ImportRefused, IOException {
    long rows = 0;
    RowReader reader = open(source, raw);
    if (reader == null) {
      return 0;
    }
    boolean more = true;
    while (more) {
      try {
        Row row = reader.next();
        more = row != null;
        if (row != null) {
          rows++;
          interpreter.interpret(new RowFields(row, request.reading().columns()), index);
        }
      } catch (RowProblem e) {
        errors.add(e.in(source.name()));
      }
      if (!more || rows % ROWS_A_REPORT == 0) {
        store.refuseIfCancelled();
        progress.reading(bytesBefore + raw.count(), size, rowsBefore + rows);
      }
    }
    return rows;
  }

  private @Nullable RowReader open(Source source, InputStream raw)
      throws ImportRefused, IOException {
    try {
      RowReader reader = FileFormat.open(raw, source.name(), request.reading().format());
      for (Field field : request.reading().columns().named().keySet()) {
        String column = request.reading().columns().name(field);
        if (!reader.mayHave(column)) {
          errors.add(new ImportError(source.name(), 1, 0, "there is no column '" + column + "'"));
        }
      }
      return reader;
    } catch (RowProblem e) {
      errors.add(e.in(source.name()));
      return null;
    }
  }

  private static List<String> notes(StagingStore staging) {
    long empty = staging.emptyResponses();
    return empty == 0 ? List.of() : List.of("%,d responses are empty texts".formatted(empty));
  }

  @Override
  public void close() {
    store.close();
  }
}
