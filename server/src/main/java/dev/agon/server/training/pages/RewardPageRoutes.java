package dev.agon.server.training.pages;

import dev.agon.server.http.SiteRouter;
import dev.agon.server.http.input.HttpProblem;
import dev.agon.server.http.session.Access;
import dev.agon.server.http.session.Caller;
import dev.agon.server.job.JobView;
import dev.agon.server.job.Jobs;
import dev.agon.server.job.NewJob;
import dev.agon.server.training.TrainingPolicy;
import dev.agon.server.training.TrainingPolicyStore;
import dev.agon.server.training.pages.RewardDeskRoutes.Frame;
import dev.agon.server.training.registry.AnnotateAgainStore;
import dev.agon.server.training.registry.ModelVersion;
import dev.agon.server.training.registry.RewardModelStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

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
            study -> listed(study).compose(page -> desk.show(context, 200, "list", study, page)));
  }

  private Future<?> progress(RoutingContext context) {
    return desk.study(context)
        .compose(
            study ->
                progress(study).compose(page -> desk.show(context, 200, "progress", study, page)));
  }

  /**
   * How trainings go.
   *
   * @param running whether one is under way
   * @param progress that one
   * @param last the last one otherwise
   */
  private record Progress(
      List<JobView> runs, boolean running, @Nullable JobView progress, @Nullable JobView last) {}

  /**
   * The page of a study's reward models.
   *
   * @param several whether versions can be compared
   * @param before the version to go back to
   * @param answering the version that answers
   * @param standings of generators by that version; null where none answers
   */
  private record Listed(
      List<JobView> runs,
      boolean running,
      @Nullable JobView progress,
      @Nullable JobView last,
      TrainingPolicy policy,
      List<LossPart> lossParts,
      List<VersionView> versions,
      boolean several,
      List<RewardModelStore.Promotion> promotions,
      @Nullable Integer before,
      AnnotateAgainStore.Counts again,
      @Nullable VersionView answering,
      @Nullable List<GeneratorRewards> standings) {}

  private Future<Progress> progress(Frame study) {
    return jobs.store()
        .last(study.id(), TrainingPolicyStore.KIND, RUNS)
        .map(
            list -> {
              List<JobView> views = list.stream().map(JobView::of).toList();
              JobView open = views.stream().filter(JobView::open).findFirst().orElse(null);
              JobView last = open == null && !views.isEmpty() ? views.getFirst() : null;
              return new Progress(views, open != null, open, last);
            });
  }

  private Future<Listed> listed(Frame study) {
    Future<Progress> progress = progress(study);
    Future<TrainingPolicy> policy = policies.policy(study.id());
    Future<List<ModelVersion>> versions = models.list(study.id(), VERSIONS);
    Future<List<RewardModelStore.Promotion>> promotions = models.promotions(study.id(), PROMOTIONS);
    Future<OptionalInt> before = models.replaced(study.id());
    Future<AnnotateAgainStore.Counts> counts = again.counts(study.id());
    Future<Optional<ModelVersion>> promoted = models.promoted(study.id());
    Future<List<RewardModelStore.Rating>> ratings = models.ratings(study.id());
    return Future.all(
            List.of(progress, policy, versions, promotions, before, counts, promoted, ratings))
        .map(
            read -> {
              Progress now = progress.result();
              ModelVersion answering = promoted.result().orElse(null);
              return new Listed(
                  now.runs(),
                  now.running(),
                  now.progress(),
                  now.last(),
                  policy.result(),
                  LossPart.of(policy.result().settings().loss()),
                  versions.result().stream().map(VersionView::of).toList(),
                  versions.result().size() > 1,
                  promotions.result(),
                  before.result().isPresent() ? before.result().getAsInt() : null,
                  counts.result(),
                  answering == null ? null : VersionView.of(answering),
                  answering == null ? null : GeneratorRewards.of(answering, ratings.result()));
            });
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
