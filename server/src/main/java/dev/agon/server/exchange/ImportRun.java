package dev.agon.server.exchange;

import dev.agon.server.exchange.archive.ArchiveImportStore;
import dev.agon.server.exchange.archive.ArchiveManifest;
import dev.agon.server.exchange.archive.ArchiveReading;
import dev.agon.server.exchange.load.ImportSessionStore;
import dev.agon.server.exchange.load.StagingStore;
import dev.agon.server.exchange.read.ImportKind;
import dev.agon.server.exchange.read.ImportProgress;
import dev.agon.server.exchange.read.ImportRefused;
import dev.agon.server.exchange.read.ImportReport;
import dev.agon.server.exchange.read.ReadingProgress;
import dev.agon.server.exchange.read.Source;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One import. {@link #execute} blocks for as long as it takes; {@link #cancel} ends it. */
public final class ImportRun implements AutoCloseable {
  private final ImportSessionStore session;
  private final ImportRequest request;
  private final List<Source> sources;
  private final ImportProgress progress;

  ImportRun(
      ImportSessionStore session,
      ImportRequest request,
      List<Source> sources,
      ImportProgress progress) {
    this.session = session;
    this.request = request;
    this.sources = sources;
    this.progress = progress;
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
    ReadingProgress readingProgress =
        new ReadingProgress(progress, session::refuseIfCancelled, sources);
    return request.reading().kind() == ImportKind.AGON
        ? archive(readingProgress, keep)
        : rows(readingProgress, keep);
  }

  private ImportReport rows(ReadingProgress readingProgress, boolean keep)
      throws ImportRefused, IOException {
    StagingStore staging = session.staging();
    RowsReading reading = new RowsReading(request.reading(), readingProgress, staging);
    List<ImportSessionStore.FileRead> files = reading.read(sources);
    List<String> notes = new ArrayList<>(reading.notes());
    notes.addAll(staging.notes());
    return RowsImportStore.write(session, request, files, notes, progress, keep);
  }

  private ImportReport archive(ReadingProgress readingProgress, boolean keep)
      throws ImportRefused, IOException {
    ArchiveReading reading = new ArchiveReading(readingProgress, session.archiveStaging());
    ArchiveManifest manifest = reading.read(sources);
    String slug = request.target().study();
    return ArchiveImportStore.write(
        session,
        new ArchiveImportStore.Archive(
            slug == null ? manifest.study() : slug, manifest, reading.manifestFile()),
        request.actor(),
        progress,
        keep);
  }

  /** Ends {@link #execute} soon, with nothing written unless it is done already; any thread. */
  public void cancel() {
    session.cancel();
  }

  @Override
  public void close() {
    session.close();
  }
}
