package dev.agon.server.bus;

import io.vertx.core.json.JsonObject;

/** A study has events that no batch covers yet. */
public record VotesRecorded(long study) {
  public JsonObject toJson() {
    return new JsonObject().put("study", study);
  }

  /**
   * Reads a message.
   *
   * @throws IllegalArgumentException if a field is missing or not a number
   */
  public static VotesRecorded fromJson(JsonObject json) {
    return new VotesRecorded(MessageFields.number(json, "study"));
  }
}
