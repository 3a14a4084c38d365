package dev.agon.server.study.analyses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.agon.analysis.Analyses;
import dev.agon.analysis.Analysis;
import dev.agon.analysis.AnalysisReport;
import dev.agon.analysis.Chosen;
import dev.agon.analysis.Parameter;
import dev.agon.server.core.Study;
import dev.agon.server.http.SiteRouter;
import dev.agon.server.http.input.Documents;
import dev.agon.server.http.input.HttpProblem;
import dev.agon.server.http.input.PostedForm;
import dev.agon.server.http.session.Access;
import dev.agon.server.http.session.Caller;
import dev.agon.server.job.Job;
import dev.agon.server.job.JobState;
import dev.agon.server.job.JobView;
import dev.agon.server.job.Jobs;
import dev.agon.server.job.NewJob;
import dev.agon.server.study.DeskRoutes;
import dev.agon.table.report.ReportFiles;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The page that offers analyses of a study, and the reports. */
public final class AnalysisRoutes {
  private static final String PATH = "/admin/studies/:study/analyses";
  private static final int SHOWN = 20;

  private final DeskRoutes desk;
  private final AnalysisStore store;
  private final Jobs jobs;

  /** Routes over what a study can be analysed by. */
  public AnalysisRoutes(DeskRoutes desk, AnalysisStore store, Jobs jobs) {
    this.desk = desk;
    this.store = store;
    this.jobs = jobs;
  }

  /** Declares the routes. */
  public void mount(SiteRouter site) {
    site.get(PATH, Access.ADMIN, this::list);
    site.post(PATH, Access.ADMIN, this::begin);
    site.get(PATH + "/:job", Access.ADMIN, this::show);
    site.get(PATH + "/:job/progress", Access.ADMIN, this::progress);
    site.get(PATH + "/:job/report.json", Access.ADMIN, this::json);
    site.get(PATH + "/:job/table.csv", Access.ADMIN, this::csv);
  }

  /**
   * The page that offers analyses.
   *
   * @param criteria to choose from; empty where there is no choice
   * @param errors of the form that was sent, by field
   * @param wrong the analysis of that form
   * @param criterion of that form
   */
  private record Offers(
      List<String> criteria,
      List<OfferedAnalysis> analyses,
      List<JobView> reports,
      Map<String, String> errors,
      @Nullable String wrong,
      @Nullable String criterion) {}

  private Future<?> list(RoutingContext context) {
    return desk.study(context).compose(study -> list(context, 200, study, null));
  }

  private Future<Void> list(
      RoutingContext context, int status, Study study, @Nullable PostedForm form) {
    Future<List<String>> criteria = store.criteria(study.id());
    Future<List<String>> items = store.items(study.id());
    Future<List<Job>> last = jobs.store().last(study.id(), AnalysisPlan.KIND, SHOWN);
    return Future.all(criteria, items, last)
        .compose(
            read ->
                desk.show(
                    context,
                    status,
                    "analyses",
                    study,
                    new Offers(
                        criteria.result().size() > 1 ? criteria.result() : List.of(),
                        Analyses.ALL.stream()
                            .map(
                                analysis ->
                                    OfferedAnalysis.of(
                                        analysis, items.result(), typed(analysis, form)))
                            .toList(),
                        last.result().stream().map(JobView::of).toList(),
                        form == null ? Map.of() : form.errors(),
                        form == null ? null : form.raw("analysis"),
                        form == null ? null : form.raw("criterion"))));
  }

  /** What a form says of an analysis. */
  private static Map<String, String> typed(Analysis analysis, @Nullable PostedForm form) {
    return form != null && form.raw("analysis").equals(analysis.name()) ? form.values() : Map.of();
  }

  private Future<?> begin(RoutingContext context) {
    PostedForm form = desk.form(context);
    String name = form.choice("analysis", Analyses.ALL.stream().map(Analysis::name).toList());
    form.require();
    Analysis analysis = Analyses.find(name).orElseThrow(HttpProblem::notFound);
    return desk.study(context)
        .compose(
            study -> {
              Future<List<String>> criteria = store.criteria(study.id());
              Future<List<String>> items = store.items(study.id());
              return Future.all(criteria, items)
                  .compose(
                      read ->
                          begin(context, study, analysis, form, criteria.result(), items.result()));
            });
  }

  private Future<Void> begin(
      RoutingContext context,
      Study study,
      Analysis analysis,
      PostedForm form,
      List<String> criteria,
      List<String> items) {
    String criterion = criteria.size() > 1 ? form.choice("criterion", criteria) : null;
    Map<String, String> said = new LinkedHashMap<>();
    for (Parameter parameter : analysis.parameters()) {
      String value =
          switch (parameter) {
            case Parameter.Whole whole ->
                Integer.toString(form.integer(whole.name(), whole.least(), whole.most()));
            case Parameter.Choice choice -> form.choice(choice.name(), choice.words());
            case Parameter.Item item -> form.choice(item.name(), items);
          };
      said.put(parameter.name(), value);
    }
    if (!form.isValid()) {
      return desk.again(context, form, () -> list(context, 422, study, form));
    }
    AnalysisPlan plan = new AnalysisPlan(analysis, Chosen.of(analysis, said), criterion);
    return jobs.add(
            new NewJob(
                AnalysisPlan.KIND, study.id(), Caller.admin(context).name(), plan.toJson(), null))
        .map(added -> added.orElseThrow(() -> new IllegalStateException("no job was added")))
        .compose(
            job ->
                desk.note(
                        context,
                        "analysis.started",
                        study.id(),
                        new JsonObject().put("job", job).put("analysis", analysis.name()))
                    .compose(
                        noted ->
                            desk.redirect(
                                context, "/admin/studies/" + study.slug() + "/analyses/" + job)));
  }

  private Future<Job> job(RoutingContext context, Study study) {
    String snapshot = DeskRoutes.query(context, "snapshot");
    return jobs.store()
        .find(DeskRoutes.id(context, "job"))
        .map(
            found ->
                found
                    .filter(job -> job.kind().equals(AnalysisPlan.KIND))
                    .filter(job -> Long.valueOf(study.id()).equals(job.study()))
                    .orElseThrow(HttpProblem::notFound))
        .map(
            job -> {
              if (snapshot != null && !snapshot.equals(job.snapshot())) {
                throw HttpProblem.of(
                    404,
                    "other-snapshot",
                    "The report at this address was made of other votes than the link says.");
              }
              return job;
            });
  }

  private Future<?> show(RoutingContext context) {
    return shown(context, "analysis");
  }

  private Future<?> progress(RoutingContext context) {
    return shown(context, "job-progress");
  }

  private Future<?> shown(RoutingContext context, String page) {
    return desk.study(context)
        .compose(
            study ->
                job(context, study)
                    .compose(
                        job ->
                            desk.show(
                                context,
                                200,
                                page,
                                study,
                                new Shown(
                                    JobView.of(job),
                                    chosen(job),
                                    job.state() == JobState.DONE
                                        ? ReportView.of(report(job))
                                        : null))));
  }

  /** A report, or how far it is. */
  private record Shown(JobView progress, List<ChosenValue> chosen, @Nullable ReportView report) {}

  /** A parameter and what was chosen. */
  record ChosenValue(String name, String value) {}

  /** In the order of the analysis's description, as far as this version has it. */
  private static List<ChosenValue> chosen(Job job) {
    List<String> order =
        Analyses.find(job.parameters().getString("analysis")).stream()
            .flatMap(analysis -> analysis.parameters().stream())
            .map(Parameter::name)
            .toList();
    return job.parameters().getJsonObject("chosen").stream()
        .map(entry -> new ChosenValue(entry.getKey(), entry.getValue().toString()))
        .sorted(Comparator.comparingInt(chosen -> order.indexOf(chosen.name())))
        .toList();
  }

  private static AnalysisReport report(Job job) {
    return StoredReport.report(job.result().getJsonArray(Job.SECTIONS));
  }

  private Future<Job> done(RoutingContext context) {
    return desk.study(context)
        .compose(study -> job(context, study))
        .map(
            job -> {
              if (job.state() != JobState.DONE) {
                throw HttpProblem.conflict("no-report", "This analysis has no report.");
              }
              return job;
            });
  }

  private Future<?> json(RoutingContext context) {
    return done(context)
        .compose(
            job ->
                context
                    .response()
                    .putHeader("Content-Type", "application/json")
                    .putHeader("Cache-Control", "no-store")
                    .end(
                        Documents.pretty(
                            new ReportDocument(
                                job.parameters().getString("analysis"),
                                job.parameters().getJsonObject("chosen"),
                                job.slug(),
                                job.parameters().getString("criterion"),
                                job.toNumber(),
                                job.snapshot(),
                                ReportFiles.json(report(job))))));
  }

  /** A report for programs; its sections are those of {@code agon analyse --json}. */
  private record ReportDocument(
      String analysis,
      JsonObject parameters,
      @Nullable String study,
      @Nullable String criterion,
      @Nullable Long number,
      @Nullable String snapshot,
      ArrayNode sections) {}

  private Future<?> csv(RoutingContext context) {
    String number = String.valueOf(DeskRoutes.query(context, "table"));
    return done(context)
        .compose(
            job -> {
              AnalysisReport.Table table =
                  report(job).sections().stream()
                      .filter(AnalysisReport.Table.class::isInstance)
                      .map(AnalysisReport.Table.class::cast)
                      .skip(
                          number.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(number) - 1L : 9_999)
                      .findFirst()
                      .orElseThrow(HttpProblem::notFound);
              return context
                  .response()
                  .putHeader("Content-Type", "text/csv; charset=utf-8")
                  .putHeader("Cache-Control", "no-store")
                  .putHeader(
                      "Content-Disposition",
                      "attachment; filename=\"%s-%d-%s.csv\""
                          .formatted(job.slug(), job.id(), number))
                  .end(ReportFiles.csv(table));
            });
  }
}
