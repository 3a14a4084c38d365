package dev.agon.server.study.crowd;

import dev.agon.server.core.Study;
import dev.agon.server.http.SiteRouter;
import dev.agon.server.http.input.HttpProblem;
import dev.agon.server.http.input.PostedForm;
import dev.agon.server.http.session.Access;
import dev.agon.server.http.session.SessionStore;
import dev.agon.server.study.DeskRoutes;
import dev.agon.server.study.crowd.CrowdQuery.Kind;
import dev.agon.server.study.crowd.CrowdQuery.Sort;
import dev.agon.server.study.crowd.CrowdQuery.Standing;
import dev.agon.server.study.overview.StudyFiguresStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The page of a study's annotators: how they vote, and whether their votes count. */
public final class CrowdRoutes {
  private static final String PATH = "/admin/studies/:study/annotators";
  private static final int LONGEST_REASON = 1_000;

  private final DeskRoutes desk;
  private final CrowdStore store;
  private final SessionStore sessions;
  private final StudyFiguresStore figures;
  private final LongConsumer changed;

  /**
   * Routes over the stores.
   *
   * @param changed is told the study whose board has to be computed anew
   */
  public CrowdRoutes(
      DeskRoutes desk,
      CrowdStore store,
      SessionStore sessions,
      StudyFiguresStore figures,
      LongConsumer changed) {
    this.desk = desk;
    this.store = store;
    this.sessions = sessions;
    this.figures = figures;
    this.changed = changed;
  }

  /** Declares the routes. */
  public void mount(SiteRouter site) {
    site.get(PATH, Access.ADMIN, this::list);
    site.post(PATH + "/:annotator/exclude", Access.ADMIN, this::exclude);
    site.postNothing(PATH + "/:annotator/include", Access.ADMIN, this::include);
  }

  private Future<?> list(RoutingContext context) {
    return desk.study(context)
        .compose(study -> page(context, 200, study, DeskRoutes.query(context, "exclude"), null));
  }

  /**
   * The page of a study's annotators.
   *
   * @param about whom the last form was about
   * @param excluding whom the next one is about, with what that does
   * @param errors what is wrong by field; null for nothing
   * @param form fields by name
   */
  private record Shown(
      CrowdView list,
      @Nullable CrowdRow about,
      @Nullable CrowdRow excluding,
      @Nullable Map<String, String> errors,
      @Nullable Map<String, String> form) {}

  private Future<Void> page(
      RoutingContext context,
      int status,
      Study study,
      @Nullable String excluding,
      @Nullable PostedForm form) {
    CrowdQuery query = query(context);
    Future<CrowdStore.Page> list = store.page(study.id(), query);
    Future<Optional<CrowdRow>> about = person(study, DeskRoutes.query(context, "about"));
    Future<Optional<CrowdRow>> next = person(study, excluding);
    return Future.all(list, about, next)
        .compose(
            read ->
                desk.show(
                    context,
                    status,
                    "annotators",
                    study,
                    new Shown(
                        CrowdView.of(query, list.result()),
                        about.result().orElse(null),
                        next.result().orElse(null),
                        form == null ? null : form.errors(),
                        form == null ? null : form.values())));
  }

  private Future<Optional<CrowdRow>> person(Study study, @Nullable String id) {
    return id == null || !id.matches("[0-9]{1,18}")
        ? Future.succeededFuture(Optional.empty())
        : store.find(study.id(), Long.parseLong(id));
  }

  /** The address of the list as it was sorted and filtered when the form was sent. */
  private static String list(RoutingContext context, Study study) {
    CrowdQuery query = query(context);
    return "/admin/studies/" + study.slug() + "/annotators" + CrowdView.link(query, query.after());
  }

  private static CrowdQuery query(RoutingContext context) {
    Sort sort = Sort.find(DeskRoutes.query(context, "sort")).orElse(Sort.JOINED);
    String order = DeskRoutes.query(context, "order");
    boolean descending = order == null ? sort != Sort.NAME : order.equals("desc");
    String search = DeskRoutes.query(context, "search");
    return new CrowdQuery(
        sort,
        descending,
        Kind.find(DeskRoutes.query(context, "kind")).orElse(null),
        Standing.find(DeskRoutes.query(context, "standing")).orElse(null),
        search == null || search.indexOf('\0') >= 0 ? "" : search,
        after(context, sort));
  }

  private static CrowdQuery.@Nullable Cursor after(RoutingContext context, Sort sort) {
    return CrowdQuery.Cursor.read(
            sort, context.request().getParam("key"), context.request().getParam("id"))
        .orElse(null);
  }

  private Future<?> exclude(RoutingContext context) {
    long annotator = DeskRoutes.id(context, "annotator");
    PostedForm form = desk.form(context);
    String reason = form.text("reason", 1, LONGEST_REASON);
    return desk.study(context)
        .compose(
            study ->
                form.isValid()
                    ? store
                        .exclude(study.id(), annotator, reason)
                        .map(number -> number.orElseThrow(HttpProblem::notFound))
                        .compose(
                            number -> done(context, study, annotator, "excluded", number, reason))
                    : wrong(context, study, form, annotator));
  }

  private Future<Void> wrong(RoutingContext context, Study study, PostedForm form, long annotator) {
    return desk.again(
        context, form, () -> page(context, 422, study, Long.toString(annotator), form));
  }

  private Future<?> include(RoutingContext context) {
    long annotator = DeskRoutes.id(context, "annotator");
    return desk.study(context)
        .compose(
            study ->
                store
                    .include(study.id(), annotator)
                    .map(number -> number.orElseThrow(HttpProblem::notFound))
                    .compose(number -> done(context, study, annotator, "included", number, null)));
  }

  private Future<Void> done(
      RoutingContext context,
      Study study,
      long annotator,
      String what,
      long number,
      @Nullable String reason) {
    changed.accept(study.id());
    sessions.forget();
    figures.forget(study.id());
    JsonObject detail = new JsonObject().put("annotator", annotator).put("number", number);
    if (reason != null) {
      detail.put("reason", reason);
    }
    return desk.note(context, "annotator." + what, study.id(), detail)
        .compose(noted -> desk.redirect(context, list(context, study) + "&about=" + annotator));
  }
}
