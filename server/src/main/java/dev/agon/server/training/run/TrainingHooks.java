package dev.agon.server.training.run;

import dev.agon.reward.head.TrainingProgress;
import dev.agon.server.job.JobTask;
import io.vertx.core.json.JsonObject;

/** Where a training under way stands, told to its job. */
record TrainingHooks(JobTask task) {
  void state(String state) {
    task.step(state);
  }

  boolean stopped() {
    return task.stopped();
  }

  /** So many of so many texts are encoded. */
  void encoded(int texts, int of) {
    task.count("embedding", texts, of);
  }

  void trained(TrainingProgress progress) {
    JsonObject json = new JsonObject().put("step", progress.step()).put("steps", progress.steps());
    putFinite(json, "loss", progress.loss());
    putFinite(json, "perSecond", progress.pairsPerSecond());
    putFinite(json, "secondsLeft", progress.secondsLeft());
    task.tell("training", json);
  }

  /** So many of so many splits are judged. */
  void judged(int splits, int of) {
    task.tell("judging", new JsonObject().put("step", (long) splits).put("steps", (long) of));
  }

  private static void putFinite(JsonObject json, String field, double value) {
    if (Double.isFinite(value)) {
      json.put(field, value);
    }
  }
}
