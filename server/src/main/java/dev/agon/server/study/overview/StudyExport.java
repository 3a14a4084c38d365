package dev.agon.server.study.overview;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;

/** Writes all of a study as one zip archive. */
@FunctionalInterface
public interface StudyExport {
  /** Writes the archive in constant memory and ends the stream. */
  Future<Void> write(String slug, WriteStream<Buffer> to);
}
