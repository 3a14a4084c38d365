package dev.agon.server.study.imports;

import dev.agon.server.job.Job;
import dev.agon.server.job.Jobs;
import dev.agon.server.job.NewJob;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Makes jobs of what was uploaded to this node, and of what people decide about it. */
public final class ImportJobs {
  private final Jobs jobs;
  private final ImportWork work;
  private final UploadFolder folder;
  private final String node;

  /**
   * The imports of one node; make one of them a process.
   *
   * @param node the name of the worker that has the files
   */
  public ImportJobs(Jobs jobs, ImportWork work, UploadFolder folder, String node) {
    this.jobs = jobs;
    this.work = work;
    this.folder = folder;
    this.node = node;
  }

  /**
   * Looks at uploaded files, keeps them, and lets them be checked; gives the job's number.
   *
   * @param study the study they go into; null for one that is to be made
   * @param gone whether nobody waits for that any more
   */
  Future<Long> begin(
      ImportPlan draft,
      @Nullable Long study,
      List<UploadedFile> uploaded,
      String actor,
      BooleanSupplier gone) {
    return folder
        .keep(draft.upload(), uploaded)
        .compose(
            files ->
                work.look(files, gone)
                    .map(starts -> ImportJobView.withStarts(draft, files, starts)))
        .compose(plan -> jobs.add(new NewJob(ImportJob.KIND, study, actor, plan.toJson(), node)))
        .map(added -> added.orElseThrow(() -> new IllegalStateException("no job was added")))
        .onFailure(failure -> folder.forget(draft.upload()));
  }

  Future<Optional<ImportJob>> find(long id) {
    return jobs.store()
        .find(id)
        .map(found -> found.filter(job -> job.kind().equals(ImportJob.KIND)).map(ImportJob::of));
  }

  /** Checks everything again and keeps nothing; false when somebody else was earlier. */
  Future<Boolean> check(ImportJob job, String kind, JsonObject columns) {
    return again(job, job.plan().checking(kind, columns));
  }

  /** Writes what was checked; false when somebody else was earlier. */
  Future<Boolean> run(ImportJob job) {
    return again(job, job.plan().writing());
  }

  /** Where the server that took the files has stopped, this one says that they are gone. */
  private Future<Boolean> again(ImportJob job, ImportPlan plan) {
    String at = job.state().equals("interrupted") ? node : job.job().node();
    return jobs.again(job.job(), plan.toJson(), at);
  }

  /** Ends a job that is under way; gives up one that is not, with its files. False for one done. */
  Future<Boolean> cancel(ImportJob job) {
    Job row = job.job();
    if (job.state().equals("done")) {
      return Future.succeededFuture(false);
    }
    return row.open()
        ? jobs.store().cancel(row.id())
        : jobs.store()
            .giveUp(row)
            .compose(
                given ->
                    given
                        ? folder.forget(job.plan().upload()).map(true)
                        : Future.succeededFuture(false));
  }
}
