package dev.agon.server.training.run;

import dev.agon.reward.RewardModel;
import dev.agon.reward.pairs.FeatureMatrix;
import dev.agon.reward.pairs.FeatureRecipe;
import dev.agon.reward.pairs.FeatureRecipe.Wanted;
import dev.agon.server.training.TrainingPolicy;
import dev.agon.server.training.TrainingRunStore.Task;
import dev.agon.server.training.TrainingRunStore.Writer;
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
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One training: vectors, a trained and judged model, its files, and the row to be written. */
final class RewardTraining {
  private static final Logger log = LoggerFactory.getLogger(RewardTraining.class);

  private final StudyTrainer.Shared shared;
  private final TrainingHooks hooks;
  private final Writer writer;
  private final Task task;
  private final TrainingData data;
  private final long started = System.nanoTime();

  RewardTraining(
      StudyTrainer.Shared shared,
      TrainingHooks hooks,
      Writer writer,
      Task task,
      TrainingData data) {
    this.shared = shared;
    this.hooks = hooks;
    this.writer = writer;
    this.task = task;
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
        .executeBlocking(
            () -> shared.encoders().recipe(task.settings().encoder(), task.settings().head()),
            false)
        .compose(this::train);
  }

  private Future<NewModel> train(FeatureRecipe recipe) {
    return vectors(recipe).compose(vectors -> train(recipe, vectors));
  }

  private Future<NewModel> train(FeatureRecipe recipe, Map<Wanted, float[]> vectors) {
    Future<Optional<Before>> previous = previous();
    Future<TrainingPolicy> policy = shared.policies().policy(writer.study());
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
        .promoted(writer.study())
        .compose(
            promoted ->
                promoted.isPresent()
                    ? Future.succeededFuture(promoted)
                    : shared
                        .models()
                        .list(writer.study(), 1)
                        .map(list -> list.stream().findFirst()))
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
                  new ModelMaking(data, task.settings(), recipe, features, hooks)
                      .make(
                          shared.folder().checkpoints(writer.study(), task.run()),
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
    Path place = shared.folder().place(writer.study(), task.run(), writer.fence());
    trained.model().save(place);
    return new NewModel(
        task.run(),
        task.settings().encoder(),
        Encoders.versions(recipe),
        task.settings(),
        task.toNumber(),
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
