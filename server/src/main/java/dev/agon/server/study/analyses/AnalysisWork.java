package dev.agon.server.study.analyses;

import dev.agon.server.exchange.export.Exporter;
import dev.agon.server.exchange.export.StudyVotes;
import dev.agon.server.job.Job;
import dev.agon.server.job.JobTask;
import dev.agon.server.job.JobWork;
import dev.agon.table.FileProblem;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

/** Analyses the votes of a study, on threads of its own. */
public final class AnalysisWork implements JobWork {
  private static final long LONGEST_HOURS = 24;

  /** One more than are done at a time, for one that was cancelled and has not noticed. */
  private static final int THREADS = 2;

  private final Exporter exporter;
  private final WorkerExecutor workers;

  /** Analyses of what an exporter reads. */
  public AnalysisWork(Vertx vertx, Exporter exporter) {
    this.exporter = exporter;
    this.workers =
        vertx.createSharedWorkerExecutor("analyses", THREADS, LONGEST_HOURS, TimeUnit.HOURS);
  }

  @Override
  public String kind() {
    return AnalysisPlan.KIND;
  }

  @Override
  public Future<JsonObject> run(JobTask task) {
    AnalysisPlan plan = AnalysisPlan.fromJson(task.job().parameters());
    task.step("reading");
    return workers
        .executeBlocking(() -> read(task, plan), false)
        .compose(votes -> task.note(votes.number(), votes.hash()).map(votes))
        .compose(votes -> untilStopped(task, plan, votes));
  }

  /**
   * Whoever cancels is not kept waiting for a computation that knows of no end: it goes on by
   * itself, and what it finds is dropped.
   */
  private Future<JsonObject> untilStopped(JobTask task, AnalysisPlan plan, StudyVotes votes) {
    Promise<JsonObject> report = Promise.promise();
    task.onStop(() -> report.tryFail(new CancellationException("cancelled while it was computed")));
    workers
        .executeBlocking(() -> report(task, plan, votes), false)
        .onSuccess(report::tryComplete)
        .onFailure(report::tryFail);
    return report.future();
  }

  private StudyVotes read(JobTask task, AnalysisPlan plan) throws IOException {
    Map<String, String> where =
        plan.criterion() == null ? Map.of() : Map.of("criterion", plan.criterion());
    try {
      return StudyVotes.read(exporter, Objects.requireNonNull(task.job().slug()), where);
    } catch (FileProblem e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static JsonObject report(JobTask task, AnalysisPlan plan, StudyVotes votes) {
    task.step("analysing");
    votes.votes().check(plan.analysis());
    return new JsonObject()
        .put("votes", votes.votes().table().rows())
        .put("notes", new JsonArray(votes.notes()))
        .put(Job.SECTIONS, StoredReport.json(plan.analysis().run(votes.votes(), plan.chosen())));
  }
}
