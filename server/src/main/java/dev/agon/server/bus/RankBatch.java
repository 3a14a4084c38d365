package dev.agon.server.bus;

import io.vertx.core.json.JsonObject;

/** Asks a ranker to count the events {@code (after, to]} of a study: a range, never the votes. */
public record RankBatch(long batch, long study, long after, long to) {
  public RankBatch {
    if (after < 0 || to <= after) {
      throw new IllegalArgumentException("empty batch (" + after + ", " + to + "]");
    }
  }

  public JsonObject toJson() {
    return new JsonObject()
        .put("batch", batch)
        .put("study", study)
        .put("after", after)
        .put("to", to);
  }

  /**
   * Reads a message.
   *
   * @throws IllegalArgumentException if a field is missing or not a number, or the range is empty
   */
  public static RankBatch fromJson(JsonObject json) {
    return new RankBatch(
        MessageFields.number(json, "batch"),
        MessageFields.number(json, "study"),
        MessageFields.number(json, "after"),
        MessageFields.number(json, "to"));
  }
}
