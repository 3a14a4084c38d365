package dev.agon.server.training.score;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.agon.reward.RewardModel;
import dev.agon.reward.pairs.FeatureRecipe;
import dev.agon.reward.pairs.FeatureRecipe.Texts;
import dev.agon.reward.pairs.FeatureRecipe.Wanted;
import dev.agon.server.training.registry.PublishedModels;
import dev.agon.server.training.registry.PublishedModels.Unusable;
import dev.agon.server.training.registry.RewardModelStore;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rewards by published versions. A version never changes, so what is loaded of it stays right; a
 * request is answered by the one version it names. For use on one context.
 */
final class Scorer {
  private static final int MOST_LOADED = 16;

  private final WorkerExecutor workers;
  private final RewardModelStore models;
  private final Encoders encoders;
  private final TextVectors vectors;
  private final PublishedModels published;
  private final Cache<Key, Future<RewardModel>> loaded =
      Caffeine.newBuilder().maximumSize(MOST_LOADED).executor(Runnable::run).build();

  private record Key(long study, int version) {}

  Scorer(
      WorkerExecutor workers,
      RewardModelStore models,
      Encoders encoders,
      TextVectors vectors,
      PublishedModels published) {
    this.workers = workers;
    this.models = models;
    this.encoders = encoders;
    this.vectors = vectors;
    this.published = published;
  }

  /** The rewards of items, in their order. */
  Future<VersionRewards> score(ScoreRequest request) {
    return model(new Key(request.study(), request.version()))
        .compose(
            model ->
                vectors
                    .of(wanted(model.card().recipe(), request.items()), (texts, of) -> {})
                    .compose(
                        found ->
                            workers.executeBlocking(
                                () ->
                                    new VersionRewards(
                                        request.version(), rewards(model, request.items(), found)),
                                false)));
  }

  private static Set<Wanted> wanted(FeatureRecipe recipe, List<ScoreRequest.Item> items) {
    Set<Wanted> wanted = new LinkedHashSet<>();
    items.forEach(item -> wanted.addAll(recipe.wanted(item.prompt(), item.response())));
    return wanted;
  }

  private static List<double[]> rewards(
      RewardModel model, List<ScoreRequest.Item> items, Map<Wanted, float[]> found) {
    return List.of(
        model.score(
            items.stream().map(item -> new Texts(item.prompt(), item.response())).toList(), found));
  }

  /** A load that failed is forgotten, so that the next request tries again. */
  private Future<RewardModel> model(Key key) {
    Future<RewardModel> known = loaded.getIfPresent(key);
    if (known != null) {
      return known;
    }
    Future<RewardModel> loading =
        models
            .find(key.study(), key.version())
            .compose(
                found ->
                    published.load(
                        found.orElseThrow(
                            () -> new Unusable("There is no version " + key.version() + "."))))
            .compose(model -> workers.executeBlocking(() -> checked(key, model), false));
    loaded.put(key, loading);
    loading.onFailure(failure -> loaded.asMap().remove(key, loading));
    return loading;
  }

  private RewardModel checked(Key key, RewardModel model) {
    try {
      encoders.check(model.card().recipe());
      return model;
    } catch (IllegalArgumentException e) {
      throw Unusable.because(key.version(), e);
    }
  }
}
