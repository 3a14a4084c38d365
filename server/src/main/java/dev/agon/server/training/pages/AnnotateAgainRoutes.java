package dev.agon.server.training.pages;

import dev.agon.server.http.SiteRouter;
import dev.agon.server.http.input.PostedForm;
import dev.agon.server.http.session.Access;
import dev.agon.server.training.pages.RewardDeskRoutes.Frame;
import dev.agon.server.training.registry.AnnotateAgainStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;

/** The page of comparisons that should be annotated again, which opens places of them. */
public final class AnnotateAgainRoutes {
  private static final String PATH = "/admin/studies/:study/rewards/again";
  private static final int SHOWN = 50;
  private static final int MOST_PLACES = 20;

  private final RewardDeskRoutes desk;
  private final AnnotateAgainStore store;

  /** Routes over the store. */
  public AnnotateAgainRoutes(RewardDeskRoutes desk, AnnotateAgainStore store) {
    this.desk = desk;
    this.store = store;
  }

  /** Declares the routes. */
  public void mount(SiteRouter site) {
    site.get(PATH, Access.ADMIN, this::show);
    site.post(PATH, Access.ADMIN, this::open);
  }

  /** The page, with fields and what is wrong with them by name. */
  private record Shown(
      List<AnnotateAgainStore.Doubtful> doubtful,
      AnnotateAgainStore.Counts counts,
      Map<String, String> form,
      Map<String, String> errors) {}

  private Future<?> show(RoutingContext context) {
    return desk.study(context)
        .compose(study -> page(context, 200, study, Map.of("places", "2"), Map.of()));
  }

  private Future<Void> page(
      RoutingContext context,
      int status,
      Frame study,
      Map<String, String> values,
      Map<String, String> errors) {
    return store
        .list(study.id(), SHOWN)
        .compose(
            doubtful ->
                store
                    .counts(study.id())
                    .compose(
                        counts ->
                            desk.show(
                                context,
                                status,
                                "again",
                                study,
                                new Shown(doubtful, counts, values, errors))));
  }

  private Future<?> open(RoutingContext context) {
    PostedForm form = desk.form(context);
    int places = form.integer("places", 1, MOST_PLACES);
    List<Long> chosen =
        context.request().formAttributes().getAll("comparison").stream()
            .filter(text -> text.matches("[0-9]{1,18}"))
            .map(Long::valueOf)
            .distinct()
            .toList();
    if (chosen.isEmpty()) {
      form.wrong("comparison", "training.again.none-chosen");
    }
    return desk.study(context)
        .compose(
            study ->
                form.isValid()
                    ? store
                        .open(study.id(), chosen, places)
                        .compose(opened -> opened(context, study, opened))
                    : desk.again(
                        context,
                        form,
                        () -> page(context, 422, study, form.values(), form.errors())));
  }

  private Future<Void> opened(
      RoutingContext context, Frame study, AnnotateAgainStore.Opened opened) {
    if (opened.comparisons() == 0) {
      return desk.back(context, study, "/again", "again-gone");
    }
    return desk.note(
            context,
            "rewards.places-opened",
            study,
            new JsonObject()
                .put("comparisons", opened.comparisons())
                .put("places", opened.places()))
        .compose(noted -> desk.back(context, study, "/again", "again"));
  }
}
