package dev.agon.server.ranking;

import dev.agon.server.http.Pages;
import io.vertx.core.Future;

/** Makes the fragment that shows the stored board of a topic. */
record BoardRenderer(LeaderboardStore store, Pages pages) {
  Future<BoardEvent> event(BoardTopic topic) {
    return store
        .board(topic.study().id(), topic.choice().criterion())
        .map(
            found ->
                new BoardEvent(
                    found.version(),
                    pages.fragment(
                        "board/live",
                        topic.language(),
                        BoardView.of(topic.study(), topic.choice(), found))));
  }
}
