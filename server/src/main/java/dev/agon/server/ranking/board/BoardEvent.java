package dev.agon.server.ranking.board;

import dev.agon.server.http.Sse;
import dev.agon.server.ranking.StoredBoard;

/**
 * A board's fragment of a page, at one version.
 *
 * @param nanos what rendering it took
 */
record BoardEvent(StoredBoard.Version version, String html, long nanos) {
  /** Tells readers that the stream ends and they have to ask again. */
  static final Sse.Message CHANGED = Sse.Message.of("", "changed", "settings");

  /** For readers of the stream; the id is the version, the watermark first. */
  Sse.Message message() {
    return Sse.Message.of(version.id(), "board", html);
  }
}
