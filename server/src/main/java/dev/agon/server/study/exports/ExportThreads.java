package dev.agon.server.study.exports;

import dev.agon.server.exchange.export.ExportChoices;
import dev.agon.server.exchange.export.ExportFormat;
import dev.agon.server.exchange.export.Exporter;
import dev.agon.server.sql.DatabaseAddress;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Streams exports to admins, on threads of their own and no faster than they are read. */
public final class ExportThreads {
  private static final int THREADS = 2;
  private static final long LONGEST_HOURS = 24;
  private static final int CHUNK = 64 * 1024;
  private static final long SLOWEST_CHUNK_SECONDS = 60;

  private final Exporter exporter;
  private final WorkerExecutor workers;

  /**
   * Exports from a database.
   *
   * @param dictionary the data dictionary that goes with every export
   */
  public ExportThreads(Vertx vertx, DatabaseAddress database, Path dictionary) {
    this.exporter = new Exporter(database, dictionary);
    this.workers =
        vertx.createSharedWorkerExecutor("exports", THREADS, LONGEST_HOURS, TimeUnit.HOURS);
  }

  /** Writes a study in constant memory and ends the stream. */
  Future<Void> write(
      String slug, ExportFormat format, ExportChoices choices, WriteStream<Buffer> to) {
    return workers
        .executeBlocking(
            () -> {
              try (OutputStream out = new BufferedOutputStream(new Chunks(to), CHUNK)) {
                return exporter.write(slug, format, choices, out);
              }
            },
            false)
        .compose(report -> to.end());
  }

  /** Waits for each chunk to be on its way, so that no more than one is held. */
  private static final class Chunks extends OutputStream {
    private final WriteStream<Buffer> to;

    Chunks(WriteStream<Buffer> to) {
      this.to = to;
    }

    @Override
    public void write(int octet) throws IOException {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int start, int length) throws IOException {
      try {
        to.write(Buffer.buffer().appendBytes(bytes, start, length))
            .toCompletionStage()
            .toCompletableFuture()
            .get(SLOWEST_CHUNK_SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException e) {
        throw new IOException("the reader has gone", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("the export was interrupted", e);
      }
    }
  }
}
