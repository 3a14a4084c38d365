package dev.agon.server.comparison;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What an annotator has entered on a place and not sent yet, as {@code ServerDraft} in scripts.
 *
 * @param note as the page's script gave it
 * @param answers likewise, by question
 * @param writes how often it was written, from 1
 * @param shownMsAgo milliseconds since the pair was first shown
 * @param activeMs milliseconds that the pair was in view
 */
@JsonNaming(SnakeCaseStrategy.class)
record Draft(
    @JsonInclude(Include.NON_NULL) @Nullable String note,
    @JsonInclude(Include.NON_NULL) @Nullable JsonObject answers,
    int writes,
    int shownMsAgo,
    int activeMs) {
  /**
   * @param content {@code {"answers", "note"}} as it is stored
   */
  static Draft of(JsonObject content, int writes, int shownMsAgo, int activeMs) {
    return new Draft(
        content.getString("note"), content.getJsonObject("answers"), writes, shownMsAgo, activeMs);
  }
}
