package dev.agon.server.study.overview;

import dev.agon.server.http.SiteRouter;
import dev.agon.server.http.input.HttpProblem;
import dev.agon.server.http.session.Access;
import dev.agon.server.study.DeskRoutes;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The page of the problems that a study's annotators have reported. */
public final class ReportRoutes {
  private static final String PATH = "/admin/studies/:study/reports";

  private static final Set<String> SHOWN = Set.of("open", "resolved", "all");

  private final DeskRoutes desk;
  private final ReportStore store;
  private final StudyFiguresStore figures;

  /** Routes over the stores. */
  public ReportRoutes(DeskRoutes desk, ReportStore store, StudyFiguresStore figures) {
    this.desk = desk;
    this.store = store;
    this.figures = figures;
  }

  /** Declares the routes. */
  public void mount(SiteRouter site) {
    site.get(PATH, Access.ADMIN, this::list);
    site.postNothing(PATH + "/:report/resolve", Access.ADMIN, context -> resolve(context, true));
    site.postNothing(PATH + "/:report/reopen", Access.ADMIN, context -> resolve(context, false));
  }

  private Future<?> list(RoutingContext context) {
    String show = show(context);
    String after = DeskRoutes.query(context, "after");
    Long last = after != null && after.matches("[0-9]{1,18}") ? Long.valueOf(after) : null;
    return desk.study(context)
        .compose(
            study ->
                store
                    .page(study.id(), resolved(show), last)
                    .compose(
                        page ->
                            desk.show(
                                context,
                                200,
                                "reports",
                                study,
                                new Shown(page.reports(), show, last == null, page.next()))));
  }

  /**
   * The page of a study's reports.
   *
   * @param show which of them
   * @param first whether it is the first page
   * @param next the report after which the next page begins; null for the last page
   */
  private record Shown(
      List<ReportStore.Report> reports, String show, boolean first, @Nullable Long next) {}

  private static String show(RoutingContext context) {
    String show = DeskRoutes.query(context, "show");
    return show != null && SHOWN.contains(show) ? show : "open";
  }

  private static @Nullable Boolean resolved(String show) {
    return show.equals("all") ? null : Boolean.valueOf(show.equals("resolved"));
  }

  private Future<?> resolve(RoutingContext context, boolean resolved) {
    long report = DeskRoutes.id(context, "report");
    return desk.study(context)
        .compose(
            study ->
                store
                    .resolve(study.id(), report, resolved)
                    .compose(
                        changed -> {
                          if (!changed) {
                            throw HttpProblem.notFound();
                          }
                          figures.forget(study.id());
                          return desk.note(
                              context,
                              resolved ? "report.resolved" : "report.reopened",
                              study.id(),
                              new JsonObject().put("report", report));
                        })
                    .compose(
                        noted ->
                            desk.back(
                                context,
                                study,
                                "/reports",
                                resolved ? "report-resolved" : "report-reopened")));
  }
}
