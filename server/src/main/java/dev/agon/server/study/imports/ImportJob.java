package dev.agon.server.study.imports;

import dev.agon.server.job.Job;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * An upload on its way into a study, as pages show its job.
 *
 * @param state checking, checked, refused, importing, done, failed, cancelled, interrupted
 * @param study the study it goes into; null for one that is to be made
 * @param result how it ended
 */
record ImportJob(
    Job job,
    ImportPlan plan,
    long id,
    String state,
    String slug,
    String name,
    @Nullable Long study,
    @Nullable String kind,
    JsonArray files,
    JsonObject result) {
  static final String KIND = "import";

  static ImportJob of(Job job) {
    ImportPlan plan = ImportPlan.fromJson(job.parameters());
    return new ImportJob(
        job,
        plan,
        job.id(),
        state(job, plan.keep()),
        plan.slug(),
        plan.name(),
        job.study(),
        plan.kind(),
        plan.files(),
        job.result());
  }

  private static String state(Job job, boolean keep) {
    return switch (job.state()) {
      case WAITING, RUNNING -> keep ? "importing" : "checking";
      case DONE -> keep ? "done" : "checked";
      case FAILED ->
          "interrupted".equals(job.result().getString(Job.WHY)) ? "interrupted" : "failed";
      case REFUSED, CANCELLED -> job.state().word();
    };
  }
}
