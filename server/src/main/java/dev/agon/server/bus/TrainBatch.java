package dev.agon.server.bus;

import io.vertx.core.json.JsonObject;

/**
 * Asks a trainer to carry out a run that waits: to train on the events of a study up to a number.
 */
public record TrainBatch(long run, long study, long to) {
  public JsonObject toJson() {
    return new JsonObject().put("run", run).put("study", study).put("to", to);
  }

  /**
   * Reads a message.
   *
   * @throws IllegalArgumentException if a field is missing or not a number
   */
  public static TrainBatch fromJson(JsonObject json) {
    return new TrainBatch(
        MessageFields.number(json, "run"),
        MessageFields.number(json, "study"),
        MessageFields.number(json, "to"));
  }
}
