package dev.agon.server.exchange.read;

import java.util.List;

/** Adds up how far the reading of several files is, and stops it when it was cancelled. */
public final class ReadingProgress {
  private final ImportProgress progress;
  private final Runnable refuseIfCancelled;
  private final long size;
  private long bytesBefore;
  private long rowsBefore;

  public ReadingProgress(
      ImportProgress progress, Runnable refuseIfCancelled, List<Source> sources) {
    this.progress = progress;
    this.refuseIfCancelled = refuseIfCancelled;
    this.size =
        sources.stream().anyMatch(s -> s.size() < 0)
            ? -1
            : sources.stream().mapToLong(Source::size).sum();
  }

  /** Tells how far the file at hand is. */
  public void reading(long bytes, long rows) {
    refuseIfCancelled.run();
    progress.reading(bytesBefore + bytes, size, rowsBefore + rows);
  }

  /** The file at hand is read. */
  public void fileDone(long bytes, long rows) {
    bytesBefore += bytes;
    rowsBefore += rows;
  }
}
