package dev.agon.server.study.imports;

import dev.agon.server.exchange.read.ImportKind;
import dev.agon.server.exchange.rows.Field;
import dev.agon.server.http.SiteRouter;
import dev.agon.server.http.input.HttpProblem;
import dev.agon.server.http.input.PostedForm;
import dev.agon.server.http.session.Access;
import dev.agon.server.job.JobView;
import dev.agon.server.study.DeskRoutes;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The page of one upload: what was found, how far it is, how it ended. */
public final class ImportJobRoutes {
  private static final String PATH = "/admin/imports/:job";
  private static final Set<String> KINDS = Set.of("prompts", "pairs", "votes", "answers", "agon");
  private static final int LONGEST_COLUMN = 300;

  private final DeskRoutes desk;
  private final ImportJobs jobs;

  /** Routes over the jobs of a node. */
  public ImportJobRoutes(DeskRoutes desk, ImportJobs jobs) {
    this.desk = desk;
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

  /** The page of an import. */
  private record Shown(ImportJob job, JobView progress, List<Mapped> mapping) {}

  /** A field and the columns of the files that it can be read from. */
  private record Mapped(String field, List<Column> options) {}

  private record Column(String name, boolean chosen) {}

  private Future<?> show(RoutingContext context, String page) {
    return job(context)
        .compose(
            job ->
                desk.show(context, 200, page, new Shown(job, JobView.of(job.job()), mapping(job))));
  }

  private Future<ImportJob> job(RoutingContext context) {
    return jobs.find(DeskRoutes.id(context, "job"))
        .map(job -> job.orElseThrow(HttpProblem::notFound));
  }

  /** The columns of the files that each field can be read from. */
  private static List<Mapped> mapping(ImportJob job) {
    String kind = job.kind();
    Set<String> columns = new LinkedHashSet<>();
    for (int k = 0; k < job.files().size(); k++) {
      job.files().getJsonObject(k).getJsonArray("columns").forEach(c -> columns.add(c.toString()));
    }
    List<Mapped> mapping = new ArrayList<>();
    for (String field : kind == null ? List.<String>of() : columns(kind)) {
      String chosen = job.plan().columns().getString(field, columns.contains(field) ? field : "");
      mapping.add(
          new Mapped(field, columns.stream().map(c -> new Column(c, c.equals(chosen))).toList()));
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
                ready(Set.of("checked", "refused", "failed", "interrupted", "cancelled"), job)
                    .compose(ready -> jobs.check(job, kind, columns))
                    .compose(ImportJobRoutes::orLate)
                    .compose(begun -> page(context, job)));
  }

  private Future<?> run(RoutingContext context) {
    return job(context)
        .compose(
            job ->
                ready(Set.of("checked"), job)
                    .compose(ready -> jobs.run(job))
                    .compose(ImportJobRoutes::orLate)
                    .compose(begun -> noted(context, "import.started", job))
                    .compose(noted -> page(context, job)));
  }

  private Future<?> cancel(RoutingContext context) {
    return job(context)
        .compose(
            job ->
                jobs.cancel(job)
                    .compose(ImportJobRoutes::orLate)
                    .compose(ended -> noted(context, "import.cancelled", job))
                    .compose(noted -> page(context, job)));
  }

  private Future<Void> noted(RoutingContext context, String action, ImportJob job) {
    return desk.note(context, action, job.study(), new JsonObject().put("study", job.slug()));
  }

  private static Future<Void> ready(Set<String> states, ImportJob job) {
    return orLate(states.contains(job.state()));
  }

  private Future<Void> page(RoutingContext context, ImportJob job) {
    return desk.redirect(context, "/admin/imports/" + job.id());
  }

  private static Future<Void> orLate(boolean inTime) {
    return inTime
        ? Future.succeededFuture()
        : Future.failedFuture(
            HttpProblem.conflict(
                "job-changed",
                "This import has changed in the meantime: please look at it again."));
  }
}
