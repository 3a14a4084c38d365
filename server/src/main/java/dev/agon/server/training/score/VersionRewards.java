package dev.agon.server.training.score;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * What a version says of some items.
 *
 * @param version that said all of it
 * @param rewards by item, in the order asked, and criterion
 */
record VersionRewards(int version, List<double[]> rewards) {
  JsonObject toJson() {
    JsonArray all = new JsonArray();
    for (double[] item : rewards) {
      JsonArray row = new JsonArray();
      for (double reward : item) {
        row.add(reward);
      }
      all.add(row);
    }
    return new JsonObject().put("version", version).put("rewards", all);
  }

  static VersionRewards fromJson(JsonObject json) {
    JsonArray all = json.getJsonArray("rewards");
    List<double[]> rewards = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      JsonArray row = all.getJsonArray(i);
      double[] item = new double[row.size()];
      for (int c = 0; c < item.length; c++) {
        item[c] = row.getDouble(c);
      }
      rewards.add(item);
    }
    return new VersionRewards(json.getInteger("version"), rewards);
  }
}
