package dev.agon.server.training.pages;

import dev.agon.server.http.SiteRouter;
import dev.agon.server.http.input.Answers;
import dev.agon.server.http.input.HttpProblem;
import dev.agon.server.http.input.PostedForm;
import dev.agon.server.http.session.Access;
import dev.agon.server.http.session.Caller;
import dev.agon.server.training.pages.RewardDeskRoutes.Frame;
import dev.agon.server.training.registry.ModelVersion;
import dev.agon.server.training.registry.RewardModelStore;
import dev.agon.server.training.registry.RewardModelStore.Rating;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Single versions of a study's reward model: their cards, comparing them, who of them answers. */
public final class RewardVersionRoutes {
  private static final String PATH = "/admin/studies/:study/rewards";
  private static final String ONE = PATH + "/versions/:version";

  private final RewardDeskRoutes desk;
  private final RewardModelStore models;

  /** Routes over the store. */
  public RewardVersionRoutes(RewardDeskRoutes desk, RewardModelStore models) {
    this.desk = desk;
    this.models = models;
  }

  /** Declares the routes. */
  public void mount(SiteRouter site) {
    site.get(ONE, Access.ADMIN, this::card);
    site.get(ONE + "/card.json", Access.ADMIN, this::json);
    site.get(PATH + "/compare", Access.ADMIN, this::compare);
    site.post(ONE + "/promote", Access.ADMIN, this::promote);
    site.post(PATH + "/roll-back", Access.ADMIN, this::rollBack);
  }

  private Future<ModelVersion> version(Frame study, String text) {
    return models
        .find(study.id(), RewardDeskRoutes.version(text))
        .map(found -> found.orElseThrow(HttpProblem::notFound));
  }

  /**
   * A version of a study.
   *
   * @param ratings of the generators by people's votes
   */
  private record Rated(Frame study, ModelVersion model, List<Rating> ratings) {}

  private Future<Rated> rated(RoutingContext context) {
    return desk.study(context)
        .compose(
            study -> {
              Future<ModelVersion> model = version(study, context.pathParam("version"));
              Future<List<Rating>> ratings = models.ratings(study.id());
              return Future.all(model, ratings)
                  .map(read -> new Rated(study, model.result(), ratings.result()));
            });
  }

  /** The page of a version. */
  private record Card(VersionView version, CardView card, List<GeneratorRewards> standings) {}

  /** The page of two versions beside each other. */
  private record Beside(VersionView a, VersionView b, List<VersionComparison.Row> rows) {}

  private Future<?> card(RoutingContext context) {
    return rated(context)
        .compose(
            rated ->
                desk.show(
                    context,
                    200,
                    "card",
                    rated.study(),
                    new Card(
                        VersionView.of(rated.model()),
                        CardView.of(rated.model()),
                        GeneratorRewards.of(rated.model(), rated.ratings()))));
  }

  private Future<?> json(RoutingContext context) {
    return rated(context)
        .compose(
            rated ->
                Answers.json(
                    context,
                    200,
                    CardDocument.of(rated.study().slug(), rated.model(), rated.ratings())));
  }

  private Future<?> compare(RoutingContext context) {
    String first = context.request().getParam("a", "");
    String second = context.request().getParam("b", "");
    return desk.study(context)
        .compose(
            study -> {
              Future<ModelVersion> a = version(study, first);
              Future<ModelVersion> b = version(study, second);
              return Future.all(a, b)
                  .compose(read -> comparison(context, study, a.result(), b.result()));
            });
  }

  private Future<Void> comparison(
      RoutingContext context, Frame study, ModelVersion a, ModelVersion b) {
    return desk.show(
        context,
        200,
        "compare",
        study,
        new Beside(VersionView.of(a), VersionView.of(b), VersionComparison.of(a, b)));
  }

  private Future<?> promote(RoutingContext context) {
    PostedForm form = desk.form(context);
    @Nullable Integer instead =
        form.raw("instead").isBlank() ? null : Integer.valueOf(number(form.raw("instead")));
    return desk.study(context)
        .compose(
            study ->
                version(study, context.pathParam("version"))
                    .compose(model -> change(context, study, model.version(), instead, false)));
  }

  private Future<?> rollBack(RoutingContext context) {
    PostedForm form = desk.form(context);
    int instead = number(form.raw("instead"));
    return desk.study(context)
        .compose(
            study ->
                models
                    .replaced(study.id())
                    .map(
                        before ->
                            before.orElseThrow(
                                () ->
                                    HttpProblem.conflict(
                                        "nothing-before",
                                        "There is no earlier version to go back to.")))
                    .compose(before -> change(context, study, before, instead, true)));
  }

  private Future<Void> change(
      RoutingContext context, Frame study, int version, @Nullable Integer instead, boolean back) {
    return models
        .promote(study.id(), version, instead, Caller.admin(context).name(), back)
        .compose(
            changed -> {
              if (!changed) {
                throw HttpProblem.conflict(
                    "answering-changed",
                    "Another version answers by now. Please look at the versions again.");
              }
              return desk.note(
                  context,
                  back ? "rewards.rolled-back" : "rewards.promoted",
                  study,
                  new JsonObject().put("version", version).put("instead_of", instead));
            })
        .compose(noted -> desk.back(context, study, "", back ? "rolled-back" : "promoted"));
  }

  private static int number(String text) {
    if (!text.matches("[0-9]{1,9}")) {
      throw HttpProblem.invalid("instead", "must be the version that answers now");
    }
    return Integer.parseInt(text);
  }
}
