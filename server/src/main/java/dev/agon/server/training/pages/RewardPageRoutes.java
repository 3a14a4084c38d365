package dev.agon.server.training.pages;

import dev.agon.server.http.SiteRouter;
import dev.agon.server.http.input.HttpProblem;
import dev.agon.server.http.session.Access;
import dev.agon.server.http.session.Caller;
import dev.agon.server.job.JobView;
import dev.agon.server.job.Jobs;
import dev.agon.server.job.NewJob;
import dev.agon.server.training.TrainingPolicyStore;
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

  private final RewardDeskRoutes desk;
  private final TrainingPolicyStore policies;
  private final Jobs jobs;
  private final RewardModelStore models;
  private final AnnotateAgainStore again;

  /** Routes over the stores. */
  public RewardPageRoutes(
      RewardDeskRoutes desk,
      TrainingPolicyStore policies,
      Jobs jobs,
      RewardModelStore models,
      AnnotateAgainStore again) {
    this.desk = desk;
    this.policies = policies;
    this.jobs = jobs;
    this.models = models;
    this.again = again;
  }

  /** Declares the routes. */
  public void mount(SiteRouter site) {
    site.get(PATH, Access.ADMIN, this::show);
    site.get(PATH + "/progress", Access.ADMIN, this::progress);
    site.postNothing(PATH + "/start", Access.ADMIN, this::start);
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
    return jobs.store()
        .last(study.id(), TrainingPolicyStore.KIND, RUNS)
        .map(
            list -> {
              Map<String, Object> model = new HashMap<>();
              List<JobView> views = list.stream().map(JobView::of).toList();
              Optional<JobView> open = views.stream().filter(JobView::open).findFirst();
              model.put("runs", views);
              model.put("running", open.isPresent());
              open.ifPresent(job -> model.put("progress", job));
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
                            jobs.add(
                                new NewJob(
                                    TrainingPolicyStore.KIND,
                                    study.id(),
                                    Caller.admin(context).name(),
                                    policy.settings().toJson(),
                                    null)))
                    .compose(
                        made -> {
                          if (made.isEmpty()) {
                            throw HttpProblem.conflict(
                                "training-open", "A training of this study is already running.");
                          }
                          return desk.note(
                              context,
                              "rewards.training-started",
                              study,
                              new JsonObject().put("run", made.getAsLong()));
                        })
                    .compose(noted -> desk.back(context, study, "", "started")));
  }
}
