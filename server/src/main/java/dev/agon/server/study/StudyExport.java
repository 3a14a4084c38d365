package dev.agon.server.study;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;

/** Writes all of a study. */
@FunctionalInterface
public interface StudyExport {
  /** Writes the study as JSONL in constant memory and ends the stream. */
  Future<Void> write(long study, WriteStream<Buffer> to);
}
