package dev.agon.server.training.registry;

import dev.agon.reward.RewardModel;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;

/** Versions ready to score: from this machine's disk, fetched from the registry where needed. */
public final class PublishedModels {
  private final RewardModelStore models;
  private final ModelFolder folder;
  private final WorkerExecutor workers;

  /** A version that nobody can score with: there is none, or its files are deleted or damaged. */
  public static final class Unusable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Unusable(String message) {
      super(message);
    }

    public static Unusable because(int version, Exception reason) {
      return new Unusable("Version " + version + " cannot be used: " + reason.getMessage());
    }
  }

  public PublishedModels(RewardModelStore models, ModelFolder folder, WorkerExecutor workers) {
    this.models = models;
    this.folder = folder;
    this.workers = workers;
  }

  /**
   * Loads a version and verifies its files.
   *
   * @return fails with {@link Unusable} when there is nothing sound to load
   */
  public Future<RewardModel> load(ModelVersion version) {
    if (version.discardedAt() != null) {
      return Future.failedFuture(
          new Unusable(
              "The files of version " + version.version() + " were deleted to make room."));
    }
    return workers
        .executeBlocking(() -> folder.holds(version.artifact()), false)
        .compose(here -> here ? Future.succeededFuture() : fetched(version))
        .compose(ready -> workers.executeBlocking(() -> read(version), false));
  }

  private Future<Void> fetched(ModelVersion version) {
    return models
        .files(version.study(), version.version())
        .compose(
            content ->
                workers.executeBlocking(
                    () -> {
                      folder.unpack(
                          version.artifact(),
                          content
                              .orElseThrow(
                                  () ->
                                      new Unusable(
                                          "The files of version "
                                              + version.version()
                                              + " are not on this machine."))
                              .getBytes());
                      return null;
                    },
                    false));
  }

  private RewardModel read(ModelVersion version) {
    try {
      return RewardModel.load(folder.verified(version.artifact(), version.artifactSum()));
    } catch (IOException e) {
      throw Unusable.because(version.version(), e);
    }
  }
}
