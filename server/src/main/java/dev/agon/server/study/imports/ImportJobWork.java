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
import dev.agon.server.job.Job;
import dev.agon.server.job.JobFailed;
import dev.agon.server.job.JobRefused;
import dev.agon.server.job.JobTask;
import dev.agon.server.job.JobWork;
import dev.agon.table.Winners;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Checks or imports what was uploaded to this node. */
public final class ImportJobWork implements JobWork {
  private final ImportWork work;
  private final UploadFolder folder;

  /** Imports of files in a folder of this node. */
  public ImportJobWork(ImportWork work, UploadFolder folder) {
    this.work = work;
    this.folder = folder;
  }

  @Override
  public String kind() {
    return ImportJob.KIND;
  }

  @Override
  public Future<JsonObject> run(JobTask task) {
    ImportPlan plan = ImportPlan.fromJson(task.job().parameters());
    if (plan.kind() == null) {
      return Future.failedFuture(new JobRefused(unclear(plan)));
    }
    List<UploadedFile> files = files(plan);
    return folder
        .has(files)
        .compose(
            here -> here ? begun(task, plan, files) : Future.failedFuture(new JobFailed("gone")));
  }

  /** Columns are to blame only where the files could be read. */
  private static JsonObject unclear(ImportPlan plan) {
    boolean readable =
        IntStream.range(0, plan.files().size())
            .allMatch(k -> plan.files().getJsonObject(k).getString("problem") == null);
    return new JsonObject().put("unclear", readable);
  }

  private Future<JsonObject> begun(JobTask task, ImportPlan plan, List<UploadedFile> files) {
    String step = plan.keep() ? "importing" : "checking";
    task.step(step);
    ImportWork.Run run =
        work.begin(request(task, plan), files, plan.keep(), new TaskProgress(task, step));
    task.onStop(run::cancel);
    return run.outcome()
        .compose(report -> done(plan, report))
        .recover(failure -> Future.failedFuture(refusal(failure)));
  }

  private Future<JsonObject> done(ImportPlan plan, ImportReport report) {
    JsonObject result = ImportJobView.result(report);
    return plan.keep()
        ? folder.forget(plan.upload()).map(result)
        : Future.succeededFuture(result.put(Job.WORD, "checked"));
  }

  private static Throwable refusal(Throwable failure) {
    return switch (failure) {
      case ImportRefused refused -> new JobRefused(ImportJobView.result(refused.errors()));
      case IllegalArgumentException wrong ->
          new JobRefused(
              ImportJobView.result(
                  List.of(ImportError.ofFile("", String.valueOf(wrong.getMessage())))));
      default -> failure;
    };
  }

  private List<UploadedFile> files(ImportPlan plan) {
    List<UploadedFile> files = new ArrayList<>();
    JsonArray named = plan.files();
    for (int k = 0; k < named.size(); k++) {
      files.add(
          new UploadedFile(
              named.getJsonObject(k).getString("name"), folder.path(plan.upload(), k)));
    }
    return files;
  }

  private static ImportRequest request(JobTask task, ImportPlan plan) {
    ImportKind kind = ImportKind.of(String.valueOf(plan.kind()));
    return new ImportRequest(
        new ImportRequest.Target(
            plan.slug(),
            task.job().study() == null ? newStudy(plan) : null,
            plan.overlap(),
            kind == ImportKind.PROMPTS ? ComparisonChoice.PAIRS : ComparisonChoice.NONE),
        new ImportRequest.Reading(
            kind, null, new Columns(plan.columnsByField()), GeneratorNames.SAME, Winners.USUAL, ""),
        AnnotatorKind.PERSON,
        String.valueOf(task.job().askedBy()));
  }

  private static NewStudy newStudy(ImportPlan plan) {
    return new NewStudy(
        plan.slug(),
        plan.name(),
        NewStudy.QUESTION,
        NewStudy.UNKNOWN_LANGUAGE,
        plan.overlap(),
        false);
  }

  /** Tells a job how far the import is: reading is its first half, writing its second. */
  private record TaskProgress(JobTask task, String step) implements ImportProgress {
    @Override
    public void reading(long bytes, long size, long rows) {
      long percent = size > 0 ? Math.min(50, 50 * bytes / size) : 0;
      task.tell(step, new JsonObject().put("percent", percent).put("rows", rows));
    }

    @Override
    public void writing(String what, int part, int parts) {
      long percent = 50 + 50L * (part - 1) / parts;
      task.tell(step, new JsonObject().put("percent", percent).put("what", what.replace(' ', '-')));
    }
  }
}
