package dev.agon.server.study.exports;

import dev.agon.numeric.Digests;
import dev.agon.server.exchange.export.ExportChoices;
import dev.agon.server.exchange.export.ExportFormat;
import dev.agon.server.exchange.export.Exporter;
import dev.agon.server.job.JobTask;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.streams.WriteStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;
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

  /** Exports by an exporter, on threads of their own. */
  public ExportThreads(Vertx vertx, Exporter exporter) {
    this.exporter = exporter;
    this.workers =
        vertx.createSharedWorkerExecutor("exports", THREADS, LONGEST_HOURS, TimeUnit.HOURS);
  }

  /**
   * Writes a study in constant memory and ends the stream. The job tells how many bytes are sent,
   * and what the file holds.
   */
  Future<JsonObject> write(
      JobTask task,
      String slug,
      ExportFormat format,
      ExportChoices choices,
      WriteStream<Buffer> to) {
    return workers
        .executeBlocking(() -> written(task, slug, format, choices, to), false)
        .compose(
            sent ->
                task.note(sent.report().watermark(), sent.hash())
                    .compose(noted -> to.end())
                    .map(ended -> result(sent)));
  }

  private record Sent(Exporter.Report report, long bytes, String hash) {}

  private Sent written(
      JobTask task, String slug, ExportFormat format, ExportChoices choices, WriteStream<Buffer> to)
      throws IOException {
    Chunks chunks = new Chunks(task, to);
    Exporter.Report report;
    try (OutputStream out = new BufferedOutputStream(chunks, CHUNK)) {
      report = exporter.write(slug, format, choices, out);
    }
    return new Sent(report, chunks.sent, Digests.hex(chunks.digest.digest()));
  }

  private static JsonObject result(Sent sent) {
    return new JsonObject()
        .put("bytes", sent.bytes())
        .put("rows", counts(sent.report().written().rows(), 0))
        .put("leftOut", counts(sent.report().written().leftOut(), 1));
  }

  private static JsonArray counts(Map<String, Long> counts, long least) {
    JsonArray list = new JsonArray();
    new TreeMap<>(counts)
        .forEach(
            (what, count) -> {
              if (count >= least) {
                list.add(new JsonObject().put("what", what).put("count", count));
              }
            });
    return list;
  }

  /** Waits for each chunk to be on its way, so that no more than one is held. */
  private static final class Chunks extends OutputStream {
    private final JobTask task;
    private final WriteStream<Buffer> to;
    private final MessageDigest digest = Digests.sha256();
    private long sent;

    Chunks(JobTask task, WriteStream<Buffer> to) {
      this.task = task;
      this.to = to;
    }

    @Override
    public void write(int octet) throws IOException {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int start, int length) throws IOException {
      if (task.stopped()) {
        throw new SendingEnded("the export was cancelled", null);
      }
      digest.update(bytes, start, length);
      sent += length;
      task.tell("sending", new JsonObject().put("bytes", sent));
      try {
        to.write(Buffer.buffer().appendBytes(bytes, start, length))
            .toCompletionStage()
            .toCompletableFuture()
            .get(SLOWEST_CHUNK_SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException e) {
        throw new SendingEnded("the reader has gone", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("the export was interrupted", e);
      }
    }
  }
}
