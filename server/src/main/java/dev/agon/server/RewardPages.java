package dev.agon.server;

import dev.agon.server.config.EncoderEndpoint;
import dev.agon.server.http.Audit;
import dev.agon.server.http.Pages;
import dev.agon.server.http.SiteRouter;
import dev.agon.server.study.DeskRoutes;
import dev.agon.server.training.TrainingPolicyStore;
import dev.agon.server.training.pages.AnnotateAgainRoutes;
import dev.agon.server.training.pages.RewardDeskRoutes;
import dev.agon.server.training.pages.RewardPageRoutes;
import dev.agon.server.training.pages.RewardVersionRoutes;
import dev.agon.server.training.pages.TrainingPolicyRoutes;
import dev.agon.server.training.registry.AnnotateAgainStore;
import dev.agon.server.training.registry.RewardModelStore;
import dev.agon.server.training.score.RewardRoutes;
import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The pages and the interface of reward models, wired: stores once a process. */
final class RewardPages {
  private final List<Consumer<SiteRouter>> routes;

  /** Wires the pages; {@code desk} finds studies and shows their heads. */
  RewardPages(StudyPages.Ground ground, DeskRoutes desk, Pages pages, Audit audit) {
    Pool pool = ground.pool();
    TrainingPolicyStore policies = new TrainingPolicyStore(pool);
    RewardModelStore models = new RewardModelStore(pool);
    AnnotateAgainStore again = new AnnotateAgainStore(pool);
    RewardDeskRoutes rewards =
        new RewardDeskRoutes(
            context ->
                desk.study(context)
                    .map(
                        study ->
                            new RewardDeskRoutes.Frame(
                                study.id(), study.slug(), desk.head(context, study))),
            pages,
            audit,
            ground.config().basePath());
    Set<String> configured =
        ground.config().models().endpoints().stream()
            .map(EncoderEndpoint::name)
            .collect(Collectors.toSet());
    routes =
        List.of(
            new RewardPageRoutes(rewards, policies, ground.jobs(), models, again)::mount,
            new RewardVersionRoutes(rewards, models)::mount,
            new TrainingPolicyRoutes(rewards, policies, configured)::mount,
            new AnnotateAgainRoutes(rewards, again)::mount,
            new RewardRoutes(ground.vertx(), models)::mount);
  }

  /** Declares the routes on one event loop's router. */
  void mount(SiteRouter site) {
    routes.forEach(route -> route.accept(site));
  }
}
