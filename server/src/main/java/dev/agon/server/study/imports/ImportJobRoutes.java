package dev.agon.server.study.imports;

import dev.agon.server.exchange.read.ImportKind;
import dev.agon.server.exchange.rows.Field;
import dev.agon.server.http.SiteRouter;
import dev.agon.server.http.input.HttpProblem;
import dev.agon.server.http.input.PostedForm;
import dev.agon.server.http.session.Access;
import dev.agon.server.http.session.Caller;
import dev.agon.server.study.DeskRoutes;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The page of one upload: what was found, how far it is, how it ended. */
public final class ImportJobRoutes {
  private static final String PATH = "/admin/imports/:job";
  private static final Set<String> KINDS = Set.of("prompts", "pairs", "votes", "answers", "agon");
  private static final int LONGEST_COLUMN = 300;

  private final DeskRoutes desk;
  private final ImportJobStore store;
  private final ImportJobs jobs;

  /** Routes over the jobs of a node. */
  public ImportJobRoutes(DeskRoutes desk, ImportJobStore store, ImportJobs jobs) {
    this.desk = desk;
    this.store = store;
    this.jobs = jobs;
  }

  /** Declares the routes. */
  public void mount(SiteRouter site) {
    site.get(PATH, Access.ADMIN, context -> show(context, "job"));
    site.get(PATH + "/progress", Access.ADMIN, context -> show(context, "job-progress"));
    site.post(PATH + "/check", Access.ADMIN, this::check);
    site.postNothing(PATH + "/run", Access.ADMIN, this::run);
    site.postNothing(PATH + "/cancel", Access.ADMIN, this::cancel);
  }

  private Future<?> show(RoutingContext context, String page) {
    return job(context)
        .compose(
            job -> {
              Map<String, Object> model = new HashMap<>();
              model.put("job", job);
              model.put("running", job.running());
              model.put("percent", percent(job));
              model.put("mapping", mapping(job));
              return desk.show(context, 200, page, model);
            });
  }

  private Future<ImportJob> job(RoutingContext context) {
    String id = context.pathParam("job");
    if (!id.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
      throw HttpProblem.notFound();
    }
    return store.find(UUID.fromString(id)).map(job -> job.orElseThrow(HttpProblem::notFound));
  }

  /** Reading is taken as the first half, writing as the second. */
  static int percent(ImportJob job) {
    JsonObject progress = job.progress();
    double steps = progress.getInteger("steps", 0);
    if (steps > 0) {
      return (int) (50 + 50 * (progress.getInteger("step", 1) - 1) / steps);
    }
    double size = progress.getLong("size", 0L);
    return size > 0 ? (int) Math.min(50, 50 * progress.getLong("bytes", 0L) / size) : 0;
  }

  /** The columns of the files that each field can be read from. */
  private List<JsonObject> mapping(ImportJob job) {
    String kind = job.kind();
    Set<String> columns = new LinkedHashSet<>();
    for (int k = 0; k < job.files().size(); k++) {
      job.files().getJsonObject(k).getJsonArray("columns").forEach(c -> columns.add(c.toString()));
    }
    List<JsonObject> mapping = new ArrayList<>();
    for (String field : kind == null ? List.<String>of() : columns(kind)) {
      JsonArray options = new JsonArray();
      String chosen = job.columns().getString(field, columns.contains(field) ? field : "");
      columns.forEach(
          c -> options.add(new JsonObject().put("name", c).put("chosen", c.equals(chosen))));
      mapping.add(new JsonObject().put("field", field).put("options", options));
    }
    return mapping;
  }

  private static List<String> columns(String kind) {
    return Field.named(ImportKind.of(kind)).stream().map(Field::column).toList();
  }

  private Future<?> check(RoutingContext context) {
    PostedForm form = desk.form(context);
    String kind = form.choice("kind", KINDS);
    form.require();
    JsonObject columns = new JsonObject();
    for (String field : columns(kind)) {
      String column = form.text("column." + field, 0, LONGEST_COLUMN);
      if (!column.isEmpty() && !column.equals(field)) {
        columns.put(field, column);
      }
    }
    form.require();
    return job(context)
        .compose(
            job ->
                store
                    .beginChecking(job.id(), kind, columns)
                    .compose(begun -> begun ? store.find(job.id()) : late())
                    .map(again -> again.orElseThrow(HttpProblem::notFound))
                    .compose(again -> jobs.check(again, Caller.admin(context).name()))
                    .compose(checking -> page(context, job)));
  }

  private Future<?> run(RoutingContext context) {
    return job(context)
        .compose(
            job ->
                store
                    .beginImporting(job)
                    .compose(begun -> begun ? Future.succeededFuture(job) : late())
                    .compose(begun -> jobs.run(job, Caller.admin(context).name()))
                    .compose(
                        begun ->
                            desk.note(
                                context,
                                "import.started",
                                job.study(),
                                new JsonObject().put("study", job.slug())))
                    .compose(noted -> page(context, job)));
  }

  private Future<?> cancel(RoutingContext context) {
    return job(context)
        .compose(
            job ->
                (job.running() ? store.askToCancel(job.id()) : jobs.discard(job.id()))
                    .compose(
                        asked ->
                            desk.note(
                                context,
                                "import.cancelled",
                                job.study(),
                                new JsonObject().put("study", job.slug())))
                    .compose(noted -> page(context, job)));
  }

  private Future<Void> page(RoutingContext context, ImportJob job) {
    return desk.redirect(context, "/admin/imports/" + job.id());
  }

  private static <T> Future<T> late() {
    return Future.failedFuture(
        HttpProblem.conflict(
            "job-changed", "This import has changed in the meantime: please look at it again."));
  }
}
