package dev.agon.server.training.run;

import dev.agon.reward.RewardModel;
import dev.agon.reward.pairs.FeatureMatrix;
import dev.agon.reward.pairs.FeatureRecipe;
import dev.agon.reward.pairs.FeatureRecipe.Wanted;
import dev.agon.server.job.JobTask;
import dev.agon.server.training.TrainingPolicy;
import dev.agon.server.training.TrainingSettings;
import dev.agon.server.training.registry.ModelFolder;
import dev.agon.server.training.registry.ModelVersion;
import dev.agon.server.training.registry.NewModel;
import dev.agon.server.training.score.Encoders;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One training: vectors, a trained and judged model, its files, and the row to be written. */
final class RewardTraining {
  private static final Logger log = LoggerFactory.getLogger(RewardTraining.class);

  private final TrainingWork.Shared shared;
  private final TrainingHooks hooks;
  private final JobTask task;
  private final long study;
  private final TrainingSettings settings;
  private final TrainingData data;
  private final long started = System.nanoTime();

  RewardTraining(
      TrainingWork.Shared shared,
      JobTask task,
      long study,
      TrainingSettings settings,
      TrainingData data) {
    this.shared = shared;
    this.hooks = new TrainingHooks(task);
    this.task = task;
    this.study = study;
    this.settings = settings;
    this.data = data;
  }

  /**
   * Trains.
   *
   * @return fails with {@link IllegalArgumentException} when the data do not suffice
   */
  Future<NewModel> run() {
    hooks.state("embedding");
    return shared
        .workers()
        .executeBlocking(() -> shared.encoders().recipe(settings.encoder(), settings.head()), false)
        .compose(this::train);
  }

  private Future<NewModel> train(FeatureRecipe recipe) {
    return vectors(recipe).compose(vectors -> train(recipe, vectors));
  }

  private Future<NewModel> train(FeatureRecipe recipe, Map<Wanted, float[]> vectors) {
    Future<Optional<Before>> previous = previous();
    Future<TrainingPolicy> policy = shared.policies().policy(study);
    return Future.all(previous, policy)
        .compose(read -> onWorker(recipe, vectors, previous.result(), policy.result().promotes()));
  }

  private Future<Map<Wanted, float[]>> vectors(FeatureRecipe recipe) {
    Set<Wanted> wanted = new LinkedHashSet<>();
    data.items().forEach(item -> wanted.addAll(recipe.wanted(item.promptText(), item.text())));
    return shared
        .vectors()
        .of(
            wanted,
            (texts, of) -> {
              hooks.encoded(texts, of);
              if (hooks.stopped()) {
                throw new Stopped();
              }
            });
  }

  /** The encoding of texts was told to stop. */
  static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stopped() {
      super("cancelled while texts were encoded");
    }
  }

  /** A version before, loaded. */
  private record Before(RewardModel model, long watermark) {}

  /**
   * The promoted version, or else the newest: what the new one is compared with. Empty when there
   * is none, or it cannot be loaded.
   */
  private Future<Optional<Before>> previous() {
    return shared
        .models()
        .promoted(study)
        .compose(
            promoted ->
                promoted.isPresent()
                    ? Future.succeededFuture(promoted)
                    : shared.models().list(study, 1).map(list -> list.stream().findFirst()))
        .compose(
            version ->
                version.isEmpty()
                    ? Future.succeededFuture(Optional.<Before>empty())
                    : loaded(version.get()));
  }

  private Future<Optional<Before>> loaded(ModelVersion version) {
    return shared
        .published()
        .load(version)
        .map(model -> Optional.of(new Before(model, version.watermark())))
        .recover(
            failure -> {
              log.warn("version {} cannot be compared with", version.version(), failure);
              return Future.succeededFuture(Optional.empty());
            });
  }

  private Future<NewModel> onWorker(
      FeatureRecipe recipe,
      Map<Wanted, float[]> vectors,
      Optional<Before> previous,
      boolean promotes) {
    return shared
        .workers()
        .executeBlocking(
            () -> {
              hooks.state("training");
              FeatureMatrix features = recipe.matrix(data.texts(), vectors);
              TrainedModel trained =
                  new ModelMaking(data, settings, recipe, features, hooks)
                      .make(
                          shared.folder().checkpoints(study, task.job().id()),
                          previous.flatMap(
                              before ->
                                  PreviousRewards.of(
                                      before.model(), before.watermark(), recipe, data, vectors)));
              return registered(recipe, trained, promotes);
            },
            false);
  }

  private NewModel registered(FeatureRecipe recipe, TrainedModel trained, boolean promotes)
      throws IOException {
    Path place = shared.folder().place(study, task.job().id(), task.lease().fence());
    trained.model().save(place);
    return new NewModel(
        task.job().id(),
        settings.encoder(),
        Encoders.versions(recipe),
        settings,
        Objects.requireNonNull(task.job().toNumber()),
        data.snapshot(),
        data.excluded().size(),
        criteria(),
        trained.pairs(),
        trained.model().card().device(),
        (System.nanoTime() - started) / 1e9,
        new JsonObject(RewardModel.json(trained.model().card())),
        trained.generators(),
        shared.folder().name(place),
        ModelFolder.sum(place),
        trained.doubtful(),
        promotes,
        Buffer.buffer(ModelFolder.pack(place)));
  }

  private JsonArray criteria() {
    JsonArray criteria = new JsonArray();
    data.criteria()
        .forEach(
            c -> criteria.add(new JsonObject().put("ordinal", c.ordinal()).put("name", c.name())));
    return criteria;
  }
}
