package dev.agon.cli.demo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * A place held by a simulated annotator, as the API shows it.
 *
 * @param token the place's token
 * @param revision the revision that a vote on it replaces
 * @param first text of the response shown first
 * @param second text of the response shown second
 */
record PairToJudge(String token, int revision, String first, String second) {

  /**
   * Reads an assignment.
   *
   * @throws IllegalArgumentException when it has no token or fewer than two responses
   */
  static PairToJudge fromJson(JsonObject json) {
    String token = json.getString("token");
    JsonArray responses = json.getJsonArray("responses", new JsonArray());
    if (token == null || responses.size() < 2) {
      throw new IllegalArgumentException("an assignment without a token or two responses");
    }
    return new PairToJudge(
        token, json.getInteger("revision", 0), text(responses, 0), text(responses, 1));
  }

  private static String text(JsonArray responses, int position) {
    return responses.getJsonObject(position).getString("text", "");
  }
}
