package dev.agon.server.training.score;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks a scorer for the rewards of some items, all by one version.
 *
 * @param study the study's row
 * @param version of its reward model
 */
record ScoreRequest(long study, int version, List<Item> items) {
  static final int MOST_ITEMS = 1_024;

  /** A response to a prompt; the prompt may be empty. */
  record Item(String prompt, String response) {}

  JsonObject toJson() {
    JsonArray pairs = new JsonArray();
    items.forEach(item -> pairs.add(item.prompt()).add(item.response()));
    return new JsonObject().put("study", study).put("version", version).put("items", pairs);
  }

  static ScoreRequest fromJson(JsonObject json) {
    JsonArray pairs = json.getJsonArray("items");
    List<Item> items = new ArrayList<>();
    for (int i = 0; i + 1 < pairs.size(); i += 2) {
      items.add(new Item(pairs.getString(i), pairs.getString(i + 1)));
    }
    return new ScoreRequest(json.getLong("study"), json.getInteger("version"), items);
  }
}
