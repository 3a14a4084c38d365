package dev.agon.server.bus;

import io.vertx.core.json.JsonObject;

/** A study's board now counts every event up to {@code watermark}. */
public record LeaderboardUpdated(long study, long watermark) {
  public JsonObject toJson() {
    return new JsonObject().put("study", study).put("watermark", watermark);
  }

  /**
   * Reads a message.
   *
   * @throws IllegalArgumentException if a field is missing or not a number
   */
  public static LeaderboardUpdated fromJson(JsonObject json) {
    return new LeaderboardUpdated(
        MessageFields.number(json, "study"), MessageFields.number(json, "watermark"));
  }
}
