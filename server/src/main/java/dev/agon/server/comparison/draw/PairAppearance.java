package dev.agon.server.comparison.draw;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
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

  /**
   * What the page knows of it, as {@code Appearance} in scripts.
   *
   * @param instruction Markdown
   * @param html the same to be shown
   */
  public record Shown(
      boolean plain,
      String layout,
      String prompt,
      String note,
      @JsonInclude(Include.NON_NULL) @Nullable String instruction,
      @JsonInclude(Include.NON_NULL) @Nullable String html) {}

  /** What the page knows of it. */
  public Shown shown() {
    return new Shown(
        plain(),
        switches.getString("layout", "side"),
        switches.getString("prompt", "whole"),
        switches.getString("note", "offered"),
        instruction.isEmpty() ? null : instruction,
        instruction.isEmpty() ? null : Markdown.toSafeHtml(instruction));
  }
}
