package dev.agon.server.study.imports;

import dev.agon.server.exchange.FileStart;
import dev.agon.server.exchange.ImportRequest;
import dev.agon.server.exchange.ImportRun;
import dev.agon.server.exchange.Importer;
import dev.agon.server.exchange.read.ImportProgress;
import dev.agon.server.exchange.read.ImportRefused;
import dev.agon.server.exchange.read.ImportReport;
import dev.agon.server.exchange.read.Source;
import dev.agon.server.sql.DatabaseAddress;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Imports into a database on threads of their own. */
public final class ImportThreads implements ImportWork {
  private static final int THREADS = 4;
  private static final long LONGEST_HOURS = 24;
  private static final int FIRST_ROWS = 5;

  private final Importer importer;
  private final WorkerExecutor workers;

  /** Imports into a database. */
  public ImportThreads(Vertx vertx, DatabaseAddress database) {
    this.importer = new Importer(database);
    this.workers =
        vertx.createSharedWorkerExecutor("imports", THREADS, LONGEST_HOURS, TimeUnit.HOURS);
  }

  @Override
  public Future<List<FileStart>> look(List<UploadedFile> files, BooleanSupplier gone) {
    return workers.executeBlocking(
        () -> {
          List<FileStart> starts = new ArrayList<>();
          for (UploadedFile file : files) {
            starts.add(FileStart.of(until(gone, source(file)), FIRST_ROWS));
          }
          return starts;
        },
        false);
  }

  @Override
  public Run begin(
      ImportRequest request, List<UploadedFile> files, boolean keep, ImportProgress progress) {
    OnThread run = new OnThread();
    Future<ImportReport> outcome =
        workers.executeBlocking(() -> run.execute(request, files, keep, progress), false);
    return new Run() {
      @Override
      public Future<ImportReport> outcome() {
        return outcome;
      }

      @Override
      public void cancel() {
        workers.executeBlocking(run::cancel, false);
      }
    };
  }

  private static Source source(UploadedFile file) throws IOException {
    return new Source(
        file.name(), Files.size(file.path()), () -> Files.newInputStream(file.path()));
  }

  /** The same file, that ends with an error as soon as nobody waits for it. */
  private static Source until(BooleanSupplier gone, Source file) {
    return new Source(file.name(), file.size(), () -> new WantedStream(gone, file.opener().open()));
  }

  /** Bytes for as long as somebody waits for them. */
  private static final class WantedStream extends FilterInputStream {
    private final BooleanSupplier gone;

    WantedStream(BooleanSupplier gone, InputStream in) {
      super(in);
      this.gone = gone;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (gone.getAsBoolean()) {
        throw new InterruptedIOException("whoever sent the file has gone");
      }
      return super.read(bytes, offset, length);
    }
  }

  /** One import on its thread; whoever cancels it may be earlier. */
  private final class OnThread {
    private @Nullable ImportRun run;
    private boolean cancelled;

    ImportReport execute(
        ImportRequest request, List<UploadedFile> files, boolean keep, ImportProgress progress)
        throws IOException, ImportRefused {
      try (ImportRun prepared = prepare(request, files, progress)) {
        return keep ? prepared.execute() : prepared.check();
      } finally {
        over();
      }
    }

    private synchronized ImportRun prepare(
        ImportRequest request, List<UploadedFile> files, ImportProgress progress)
        throws IOException {
      if (cancelled) {
        throw new CancellationException("cancelled before it began");
      }
      List<Source> sources = new ArrayList<>();
      for (UploadedFile file : files) {
        sources.add(source(file));
      }
      run = importer.prepare(request, sources, progress);
      return run;
    }

    private synchronized void over() {
      run = null;
    }

    synchronized @Nullable Void cancel() {
      cancelled = true;
      if (run != null) {
        run.cancel();
      }
      return null;
    }
  }
}
