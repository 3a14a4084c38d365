package dev.agon.server.study.imports;

import dev.agon.server.core.AnnotatorKind;
import dev.agon.server.exchange.ImportRequest;
import dev.agon.server.exchange.load.ComparisonChoice;
import dev.agon.server.exchange.load.NewStudy;
import dev.agon.server.exchange.read.ImportError;
import dev.agon.server.exchange.read.ImportKind;
import dev.agon.server.exchange.read.ImportProgress;
import dev.agon.server.exchange.read.ImportRefused;
import dev.agon.server.exchange.read.ImportReport;
import dev.agon.server.exchange.rows.Columns;
import dev.agon.server.exchange.rows.GeneratorNames;
import dev.agon.server.http.input.HttpProblem;
import dev.agon.table.Winners;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks and imports what was uploaded to this node, a few at a time, and says how far it is. */
public final class ImportJobs {
  private static final Logger LOG = LoggerFactory.getLogger(ImportJobs.class);
  private static final int AT_ONCE = 3;
  private static final long TOUCH_MILLIS = 400;

  private final Vertx vertx;
  private final ImportJobStore store;
  private final ImportWork work;
  private final UploadFolder folder;
  private final AtomicInteger running = new AtomicInteger();

  /** The jobs of one node; make one of them a process. */
  public ImportJobs(Vertx vertx, ImportJobStore store, ImportWork work, UploadFolder folder) {
    this.vertx = vertx;
    this.store = store;
    this.work = work;
    this.folder = folder;
  }

  /**
   * Looks at uploaded files, keeps them as a job and begins to check them.
   *
   * @param gone whether nobody waits for that any more
   */
  Future<ImportJob> begin(
      ImportJob draft, List<UploadedFile> uploaded, String actor, BooleanSupplier gone) {
    return folder
        .keep(draft.id(), uploaded)
        .compose(
            files ->
                work.look(files, gone)
                    .map(starts -> ImportJobView.withStarts(draft, files, starts)))
        .compose(job -> store.add(job, actor).map(job))
        .compose(job -> job.kind() == null ? unclear(job) : check(job, actor))
        .onFailure(
            failure -> {
              if (gone.getAsBoolean()) {
                folder.forget(draft.id());
              }
            });
  }

  /** Columns are to blame only where the files could be read. */
  private Future<ImportJob> unclear(ImportJob job) {
    boolean readable =
        IntStream.range(0, job.files().size())
            .allMatch(k -> job.files().getJsonObject(k).getString("problem") == null);
    return store.end(job.id(), "refused", new JsonObject().put("unclear", readable)).map(job);
  }

  /** Checks everything and keeps nothing; the job's row says how it goes and ends. */
  Future<ImportJob> check(ImportJob job, String actor) {
    return start(job, actor, false);
  }

  /** Writes what was checked. */
  Future<ImportJob> run(ImportJob job, String actor) {
    return start(job, actor, true);
  }

  private Future<ImportJob> start(ImportJob job, String actor, boolean keep) {
    if (running.incrementAndGet() > AT_ONCE) {
      running.decrementAndGet();
      return store
          .end(job.id(), "failed", new JsonObject().put("busy", true))
          .compose(ended -> Future.failedFuture(HttpProblem.unavailable(10)));
    }
    List<UploadedFile> files = files(job);
    return folder
        .has(files)
        .compose(here -> here ? begun(job, files, actor, keep) : gone(job))
        .onFailure(failure -> LOG.error("import {} cannot begin", job.id(), failure));
  }

  /** The files lie on another node, or went with a restart. */
  private Future<ImportJob> gone(ImportJob job) {
    running.decrementAndGet();
    return store.end(job.id(), "failed", new JsonObject().put("gone", true)).map(job);
  }

  private Future<ImportJob> begun(
      ImportJob job, List<UploadedFile> files, String actor, boolean keep) {
    LastWord progress = new LastWord();
    ImportWork.Run run = work.begin(request(job, actor), files, keep, progress);
    long timer = vertx.setPeriodic(TOUCH_MILLIS, t -> touch(job.id(), progress.word(), run));
    run.outcome()
        .compose(report -> done(job, keep, report))
        .recover(failure -> ended(job, failure))
        .onComplete(
            ended -> {
              vertx.cancelTimer(timer);
              running.decrementAndGet();
            });
    return Future.succeededFuture(job);
  }

  private void touch(UUID id, JsonObject progress, ImportWork.Run run) {
    store
        .touch(id, progress)
        .onSuccess(
            cancel -> {
              if (cancel) {
                run.cancel();
              }
            })
        .onFailure(failure -> LOG.warn("import {} cannot say how far it is", id, failure));
  }

  private Future<Void> done(ImportJob job, boolean keep, ImportReport report) {
    return store
        .end(job.id(), keep ? "done" : "checked", ImportJobView.result(report))
        .compose(ended -> keep ? folder.forget(job.id()) : Future.succeededFuture());
  }

  private Future<Void> ended(ImportJob job, Throwable failure) {
    return switch (failure) {
      case ImportRefused refused ->
          store.end(job.id(), "refused", ImportJobView.result(refused.errors()));
      case IllegalArgumentException wrong ->
          store.end(
              job.id(),
              "refused",
              ImportJobView.result(
                  List.of(ImportError.ofFile("", String.valueOf(wrong.getMessage())))));
      case CancellationException cancelled -> store.end(job.id(), "cancelled", new JsonObject());
      default -> {
        LOG.error("import {} failed", job.id(), failure);
        yield store.end(job.id(), "failed", new JsonObject());
      }
    };
  }

  /** Gives up a job that is not under way, with its files. */
  Future<Void> discard(UUID id) {
    return store.discard(id).compose(discarded -> folder.forget(id));
  }

  private List<UploadedFile> files(ImportJob job) {
    List<UploadedFile> files = new ArrayList<>();
    JsonArray named = job.files();
    for (int k = 0; k < named.size(); k++) {
      files.add(
          new UploadedFile(named.getJsonObject(k).getString("name"), folder.path(job.id(), k)));
    }
    return files;
  }

  private static ImportRequest request(ImportJob job, String actor) {
    ImportKind kind = ImportKind.of(String.valueOf(job.kind()));
    return new ImportRequest(
        new ImportRequest.Target(
            job.slug(),
            job.study() == null ? newStudy(job) : null,
            job.overlap(),
            kind == ImportKind.PROMPTS ? ComparisonChoice.PAIRS : ComparisonChoice.NONE),
        new ImportRequest.Reading(
            kind, null, new Columns(job.columnsByField()), GeneratorNames.SAME, Winners.USUAL, ""),
        AnnotatorKind.PERSON,
        actor);
  }

  private static NewStudy newStudy(ImportJob job) {
    return new NewStudy(
        job.slug(), job.name(), NewStudy.QUESTION, NewStudy.UNKNOWN_LANGUAGE, job.overlap(), false);
  }

  /** The last word of a run, kept for the row. */
  private static final class LastWord implements ImportProgress {
    private volatile JsonObject word = new JsonObject();

    JsonObject word() {
      return word;
    }

    @Override
    public void reading(long bytes, long size, long rows) {
      word = new JsonObject().put("bytes", bytes).put("size", size).put("rows", rows);
    }

    @Override
    public void writing(String what, int step, int steps) {
      word = word.copy().put("what", what.replace(' ', '-')).put("step", step).put("steps", steps);
    }
  }
}
