package dev.agon.server.study.overview;

import dev.agon.server.core.Study;
import dev.agon.server.http.SiteRouter;
import dev.agon.server.http.input.HttpProblem;
import dev.agon.server.http.session.Access;
import dev.agon.server.http.session.Secrets;
import dev.agon.server.study.DeskRoutes;
import dev.agon.server.study.Link;
import dev.agon.server.study.StudyStore;
import dev.agon.server.study.Transition;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** A study's own page: how it goes, its state, its links. */
public final class StudyRoutes {
  private final DeskRoutes desk;
  private final StudyStore store;
  private final StudyFiguresStore figures;

  /** Routes over the stores. */
  public StudyRoutes(DeskRoutes desk, StudyStore store, StudyFiguresStore figures) {
    this.desk = desk;
    this.store = store;
    this.figures = figures;
  }

  /** Declares the routes. */
  public void mount(SiteRouter site) {
    site.get("/admin/studies/:study", Access.ADMIN, context -> show(context, "overview"));
    site.get("/admin/studies/:study/figures", Access.ADMIN, context -> show(context, "figures"));
    site.post("/admin/studies/:study/state", Access.ADMIN, this::move);
    site.post("/admin/studies/:study/links", Access.ADMIN, this::renew);
  }

  private record Shown(FiguresView figures) {}

  private Future<?> show(RoutingContext context, String page) {
    return desk.study(context)
        .compose(
            study ->
                figures
                    .of(study.id())
                    .compose(
                        now ->
                            desk.show(context, 200, page, study, new Shown(FiguresView.of(now)))));
  }

  private Future<?> move(RoutingContext context) {
    Transition transition =
        Transition.find(desk.form(context).raw("move"))
            .orElseThrow(() -> HttpProblem.invalid("move", "is not known"));
    return desk.study(context)
        .compose(study -> allowed(study, transition))
        .compose(study -> store.move(study.id(), transition))
        .map(moved -> moved.orElseThrow(() -> late(transition)))
        .compose(
            study ->
                desk.note(
                        context,
                        "study." + transition.done(),
                        study.id(),
                        new JsonObject().put("version", study.version()))
                    .compose(noted -> desk.back(context, study, "", transition.done())));
  }

  private Future<Study> allowed(Study study, Transition transition) {
    if (transition != Transition.PUBLISH) {
      return Future.succeededFuture(study);
    }
    return store
        .hasComparisons(study.id())
        .map(
            any -> {
              if (!any) {
                throw HttpProblem.conflict(
                    "nothing-to-compare",
                    "This study has no comparisons yet: import some before you publish it.");
              }
              return study;
            });
  }

  private static HttpProblem late(Transition transition) {
    return HttpProblem.conflict(
        "state-changed",
        "The state of the study has changed in the meantime, so it cannot "
            + transition.word()
            + ". Please look at it again.");
  }

  private Future<?> renew(RoutingContext context) {
    Link link =
        Link.find(desk.form(context).raw("link"))
            .orElseThrow(() -> HttpProblem.invalid("link", "is not known"));
    return desk.study(context)
        .compose(
            study ->
                store
                    .renew(study.id(), link, Secrets.create())
                    .compose(
                        renewed ->
                            desk.note(
                                context,
                                "study." + link.word() + "-link-renewed",
                                study.id(),
                                new JsonObject()))
                    .compose(noted -> desk.back(context, study, "", link.word() + "-renewed")));
  }
}
