package dev.agon.server.ranking.board;

import dev.agon.server.ranking.BoardStudy;
import dev.agon.server.ranking.slice.BoardChoice;

/**
 * What readers of one stream share. The study's settings are part of it: readers who came under
 * other settings, perhaps of visibility, get nothing more and find out when they ask again.
 *
 * @param choice without the key of a link
 */
record BoardTopic(BoardStudy study, BoardChoice choice, String language) {
  static BoardTopic of(BoardStudy study, BoardChoice choice, String language) {
    return new BoardTopic(study, choice.withoutKey(), language);
  }

  String name() {
    return "board " + Integer.toHexString(hashCode()) + " " + study.slug() + " " + choice.query();
  }
}
