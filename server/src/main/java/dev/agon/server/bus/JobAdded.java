package dev.agon.server.bus;

import io.vertx.core.json.JsonObject;

/** There is a job of a kind to be done. */
public record JobAdded(String kind) {
  public JsonObject toJson() {
    return new JsonObject().put("kind", kind);
  }

  /**
   * Reads a message.
   *
   * @throws IllegalArgumentException if the kind is missing or no text
   */
  public static JobAdded fromJson(JsonObject json) {
    return new JobAdded(MessageFields.text(json, "kind"));
  }
}
