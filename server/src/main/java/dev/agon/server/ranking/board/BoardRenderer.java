package dev.agon.server.ranking.board;

import dev.agon.server.http.Pages;
import dev.agon.server.http.session.Asker;
import dev.agon.server.ranking.StoredBoard;
import dev.agon.server.ranking.slice.Slices;
import io.vertx.core.Future;

/** Makes the fragment that shows the stored board of a topic. */
record BoardRenderer(Slices slices, Pages pages) {
  /**
   * The event of a topic.
   *
   * @param asker in whose share it is computed
   */
  Future<BoardEvent> event(Asker asker, BoardTopic topic) {
    return slices.board(asker, topic.study(), topic.choice()).map(found -> render(topic, found));
  }

  private BoardEvent render(BoardTopic topic, StoredBoard.Found found) {
    long from = System.nanoTime();
    BoardView view = BoardView.of(topic.study(), topic.choice(), found);
    String html = pages.fragment("board/live", topic.language(), view);
    return new BoardEvent(found.version(), html, System.nanoTime() - from);
  }
}
