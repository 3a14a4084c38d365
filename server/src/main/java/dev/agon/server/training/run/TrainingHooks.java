package dev.agon.server.training.run;

import dev.agon.reward.head.TrainingProgress;
import io.vertx.core.json.JsonObject;

/**
 * Where a training under way stands: written by its thread, read by the event loop, which in turn
 * tells it to stop.
 */
final class TrainingHooks {
  /** What was reported last. */
  record Standing(String state, JsonObject progress) {}

  private volatile Standing standing = new Standing("reading", new JsonObject());
  private volatile boolean stopped;
  private long encodingSince;

  Standing standing() {
    return standing;
  }

  void state(String state) {
    standing = new Standing(state, new JsonObject());
  }

  void stop() {
    stopped = true;
  }

  boolean stopped() {
    return stopped;
  }

  /** So many of so many texts are encoded. */
  synchronized void encoded(int texts, int of) {
    long now = System.nanoTime();
    if (!standing.state().equals("embedding")) {
      encodingSince = now;
    }
    double seconds = Math.max(1e-3, (now - encodingSince) / 1e9);
    JsonObject progress = new JsonObject().put("step", (long) texts).put("steps", (long) of);
    if (now > encodingSince) {
      double rate = texts / seconds;
      progress.put("perSecond", rate).put("secondsLeft", (of - texts) / rate);
    }
    standing = new Standing("embedding", progress);
  }

  void trained(TrainingProgress progress) {
    JsonObject json = new JsonObject().put("step", progress.step()).put("steps", progress.steps());
    putFinite(json, "loss", progress.loss());
    putFinite(json, "perSecond", progress.pairsPerSecond());
    putFinite(json, "secondsLeft", progress.secondsLeft());
    standing = new Standing("training", json);
  }

  /** So many of so many splits are judged. */
  void judged(int splits, int of) {
    standing =
        new Standing(
            "judging", new JsonObject().put("step", (long) splits).put("steps", (long) of));
  }

  private static void putFinite(JsonObject json, String field, double value) {
    if (Double.isFinite(value)) {
      json.put(field, value);
    }
  }
}
