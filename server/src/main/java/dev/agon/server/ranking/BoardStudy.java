package dev.agon.server.ranking;

import java.util.List;

/**
 * A study as its board's pages need it.
 *
 * @param whileVoting whether its annotators see the board before they have finished
 * @param preliminaryBelow the votes below which a rating is marked as preliminary
 * @param boardCode the secret of the board's link
 */
record BoardStudy(
    long id,
    String slug,
    String name,
    String question,
    String state,
    Visibility visibility,
    boolean whileVoting,
    String method,
    int preliminaryBelow,
    String boardCode,
    List<Criterion> criteria) {
  BoardStudy {
    criteria = List.copyOf(criteria);
  }

  /** Whether everybody may see the board. */
  boolean isOpen() {
    return visibility == Visibility.PUBLIC && !state.equals("draft");
  }

  /** Who may see a board beside admins and the study's annotators. */
  enum Visibility {
    PRIVATE,
    LINK,
    PUBLIC
  }

  /** What is judged. */
  record Criterion(short ordinal, String name) {}
}
