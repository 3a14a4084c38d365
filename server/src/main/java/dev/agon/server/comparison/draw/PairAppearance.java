package dev.agon.server.comparison.draw;

import dev.agon.server.http.content.Markdown;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What a condition changes about the page of a pair. Names of factors and levels stay on the
 * server: who knows what is varied may answer to that.
 *
 * @param switches by their keys
 * @param instruction Markdown; empty for none
 */
public record PairAppearance(JsonObject switches, String instruction) {
  /** Of a condition as a place stores it. */
  static PairAppearance of(String condition) {
    JsonObject json = new JsonObject(condition);
    return new PairAppearance(
        json.getJsonObject("switches", new JsonObject()), json.getString("instruction", ""));
  }

  /** Whether texts are shown as they are, without Markdown. */
  public boolean plain() {
    return "plain".equals(switches.getString("format"));
  }

  /** The field of the responses' metadata that is shown; null for none. */
  public @Nullable String explanation() {
    return switches.getString("explanation");
  }

  /** What the page knows of it. */
  public JsonObject json() {
    JsonObject json =
        new JsonObject()
            .put("plain", plain())
            .put("layout", switches.getString("layout", "side"))
            .put("prompt", switches.getString("prompt", "whole"))
            .put("note", switches.getString("note", "offered"));
    return instruction.isEmpty()
        ? json
        : json.put("instruction", instruction).put("html", Markdown.toSafeHtml(instruction));
  }
}
