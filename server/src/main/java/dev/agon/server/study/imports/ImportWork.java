package dev.agon.server.study.imports;

import dev.agon.server.exchange.FileStart;
import dev.agon.server.exchange.ImportRequest;
import dev.agon.server.exchange.read.ImportProgress;
import dev.agon.server.exchange.read.ImportReport;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Reads uploaded files outside the event loops. */
public interface ImportWork {
  /**
   * How files begin, one after the other.
   *
   * @param gone whether nobody waits for that any more; asked while files are read
   */
  Future<List<FileStart>> look(List<UploadedFile> files, BooleanSupplier gone);

  /**
   * Begins to read files into a study, all or nothing.
   *
   * @param keep false to check all of it and write nothing
   * @param progress is called on any thread
   */
  Run begin(ImportRequest request, List<UploadedFile> files, boolean keep, ImportProgress progress);

  /** An import under way. */
  interface Run {
    /**
     * What was done. Fails with {@link dev.agon.server.exchange.read.ImportRefused} when something
     * is wrong with the files, with {@link java.util.concurrent.CancellationException} once it is
     * cancelled; in both cases nothing was written.
     */
    Future<ImportReport> outcome();

    /** Ends it soon, with nothing written unless it is done already. */
    void cancel();
  }
}
