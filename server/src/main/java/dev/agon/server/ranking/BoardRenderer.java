package dev.agon.server.ranking;

import dev.agon.server.http.Pages;
import io.vertx.core.Future;

/** Makes the fragment that shows the stored board of a topic. */
record BoardRenderer(Slices slices, Pages pages) {
  Future<BoardEvent> event(BoardTopic topic) {
    return slices
        .board(topic.study(), topic.choice())
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
