package dev.agon.server.training.run;

import dev.agon.reward.head.TrainingProgress;
import io.vertx.core.json.JsonObject;

/**
 * Where a training under way stands: written by its thread, read by the event loop, which in turn
 * tells it to stop.
 */
final class TrainingHooks {
  /** What was told last. */
  record Told(String state, JsonObject progress) {}

  private volatile Told told = new Told("reading", new JsonObject());
  private volatile boolean stopped;
  private long encodingSince;

  Told told() {
    return told;
  }

  void state(String state) {
    told = new Told(state, new JsonObject());
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
    if (!told.state().equals("embedding")) {
      encodingSince = now;
    }
    double seconds = Math.max(1e-3, (now - encodingSince) / 1e9);
    JsonObject progress = new JsonObject().put("step", (long) texts).put("steps", (long) of);
    if (now > encodingSince) {
      double rate = texts / seconds;
      progress.put("perSecond", rate).put("secondsLeft", (of - texts) / rate);
    }
    told = new Told("embedding", progress);
  }

  void trained(TrainingProgress progress) {
    JsonObject json = new JsonObject().put("step", progress.step()).put("steps", progress.steps());
    putFinite(json, "loss", progress.loss());
    putFinite(json, "perSecond", progress.pairsPerSecond());
    putFinite(json, "secondsLeft", progress.secondsLeft());
    told = new Told("training", json);
  }

  /** So many of so many splits are judged. */
  void judged(int splits, int of) {
    told = new Told("judging", new JsonObject().put("step", (long) splits).put("steps", (long) of));
  }

  private static void putFinite(JsonObject json, String field, double value) {
    if (Double.isFinite(value)) {
      json.put(field, value);
    }
  }
}
