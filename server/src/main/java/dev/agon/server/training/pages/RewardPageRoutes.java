package dev.agon.server.training.pages;

import dev.agon.server.http.SiteRouter;
import dev.agon.server.http.input.HttpProblem;
import dev.agon.server.http.session.Access;
import dev.agon.server.http.session.Caller;
import dev.agon.server.training.TrainingPolicyStore;
import dev.agon.server.training.TrainingRunStore;
import dev.agon.server.training.pages.RewardDeskRoutes.Frame;
import dev.agon.server.training.registry.AnnotateAgainStore;
import dev.agon.server.training.registry.RewardModelStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The page of a study's reward models: the training under way, the versions, who answers. */
public final class RewardPageRoutes {
  private static final String PATH = "/admin/studies/:study/rewards";
  private static final int RUNS = 10;
  private static final int VERSIONS = 100;
  private static final int PROMOTIONS = 10;

  /** Hands a run that waits to a trainer. */
  public interface Starter {
    void start(TrainingPolicyStore.Due run);
  }

  private final RewardDeskRoutes desk;
  private final TrainingPolicyStore policies;
  private final TrainingRunStore runs;
  private final RewardModelStore models;
  private final AnnotateAgainStore again;
  private final Starter starter;

  /** Routes over the stores. */
  public RewardPageRoutes(
      RewardDeskRoutes desk,
      TrainingPolicyStore policies,
      TrainingRunStore runs,
      RewardModelStore models,
      AnnotateAgainStore again,
      Starter starter) {
    this.desk = desk;
    this.policies = policies;
    this.runs = runs;
    this.models = models;
    this.again = again;
    this.starter = starter;
  }

  /** Declares the routes. */
  public void mount(SiteRouter site) {
    site.get(PATH, Access.ADMIN, this::show);
    site.get(PATH + "/progress", Access.ADMIN, this::progress);
    site.postNothing(PATH + "/start", Access.ADMIN, this::start);
    site.postNothing(PATH + "/runs/:run/cancel", Access.ADMIN, this::cancel);
  }

  private Future<?> show(RoutingContext context) {
    return desk.study(context)
        .compose(
            study -> model(study).compose(model -> desk.show(context, 200, "list", study, model)));
  }

  private Future<?> progress(RoutingContext context) {
    return desk.study(context)
        .compose(
            study ->
                progress(study)
                    .compose(model -> desk.show(context, 200, "progress", study, model)));
  }

  private Future<Map<String, Object>> progress(Frame study) {
    return runs.runs(study.id(), RUNS)
        .map(
            list -> {
              Map<String, Object> model = new HashMap<>();
              List<RunView> views = list.stream().map(RunView::of).toList();
              Optional<RunView> open = views.stream().filter(RunView::open).findFirst();
              model.put("runs", views);
              model.put("running", open.isPresent());
              open.ifPresent(run -> model.put("run", run));
              if (open.isEmpty() && !views.isEmpty()) {
                model.put("last", views.getFirst());
              }
              return model;
            });
  }

  private Future<Map<String, Object>> model(Frame study) {
    return progress(study)
        .compose(
            model ->
                policies
                    .policy(study.id())
                    .onSuccess(
                        policy -> {
                          model.put("policy", policy);
                          model.put("lossParts", LossPart.of(policy.settings().loss()));
                        })
                    .compose(policy -> models.list(study.id(), VERSIONS))
                    .onSuccess(
                        list -> {
                          model.put("versions", list.stream().map(VersionView::of).toList());
                          model.put("several", list.size() > 1);
                        })
                    .compose(list -> models.promotions(study.id(), PROMOTIONS))
                    .onSuccess(list -> model.put("promotions", list))
                    .compose(list -> models.replaced(study.id()))
                    .onSuccess(before -> before.ifPresent(v -> model.put("before", v)))
                    .compose(before -> again.counts(study.id()))
                    .onSuccess(counts -> model.put("again", counts))
                    .compose(counts -> answering(study, model))
                    .map(model));
  }

  private Future<Void> answering(Frame study, Map<String, Object> model) {
    return models
        .promoted(study.id())
        .compose(
            promoted ->
                promoted.isEmpty()
                    ? Future.succeededFuture()
                    : models
                        .ratings(study.id())
                        .map(
                            ratings -> {
                              model.put("answering", VersionView.of(promoted.get()));
                              model.put("standings", GeneratorRewards.of(promoted.get(), ratings));
                              return null;
                            }));
  }

  private Future<?> start(RoutingContext context) {
    return desk.study(context)
        .compose(
            study ->
                policies
                    .policy(study.id())
                    .compose(
                        policy ->
                            policies.demand(
                                study.id(), Caller.admin(context).name(), policy.settings()))
                    .compose(
                        made -> {
                          if (made.isEmpty()) {
                            throw HttpProblem.conflict(
                                "training-open", "A training of this study is already running.");
                          }
                          starter.start(made.get());
                          return desk.note(
                              context,
                              "rewards.training-started",
                              study,
                              new JsonObject().put("run", made.get().batch().run()));
                        })
                    .compose(noted -> desk.back(context, study, "", "started")));
  }

  private Future<?> cancel(RoutingContext context) {
    long run = RewardDeskRoutes.id(context, "run");
    return desk.study(context)
        .compose(
            study ->
                runs.cancel(study.id(), run)
                    .compose(
                        open -> {
                          if (!open) {
                            throw HttpProblem.conflict(
                                "training-ended", "This training has ended in the meantime.");
                          }
                          return desk.note(
                              context,
                              "rewards.training-cancelled",
                              study,
                              new JsonObject().put("run", run));
                        })
                    .compose(noted -> desk.back(context, study, "", "cancelled")));
  }
}
