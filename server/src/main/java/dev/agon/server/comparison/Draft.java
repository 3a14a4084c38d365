package dev.agon.server.comparison;

import io.vertx.core.json.JsonObject;

/**
 * What an annotator has entered on a place and not sent yet.
 *
 * @param writes how often it was written, from 1
 * @param content {@code {"answers", "note"}} as the page's script gave it
 * @param shownMsAgo milliseconds since the pair was first shown
 * @param activeMs milliseconds that the pair was in view
 */
record Draft(int writes, JsonObject content, int shownMsAgo, int activeMs) {
  JsonObject json() {
    return content
        .copy()
        .put("writes", writes)
        .put("shown_ms_ago", shownMsAgo)
        .put("active_ms", activeMs);
  }
}
