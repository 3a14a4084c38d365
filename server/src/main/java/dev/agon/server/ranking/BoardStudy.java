package dev.agon.server.ranking;

import java.util.List;

/**
 * A study as its board's pages need it.
 *
 * @param blind whether answers can be changed until it closes, so that only admins see a board
 *     until then; otherwise its boards count only answers that are final
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
    boolean blind,
    String method,
    int preliminaryBelow,
    String boardCode,
    List<Criterion> criteria) {
  BoardStudy {
    criteria = List.copyOf(criteria);
  }

  /** Whether everybody may see the board, or will once the study is closed. */
  boolean isPublic() {
    return visibility == Visibility.PUBLIC && !state.equals("draft");
  }

  /** Whether only admins see what was voted so far. */
  boolean isHidden() {
    return blind && !state.equals("closed");
  }

  /** Who may see a board beside admins. */
  enum Visibility {
    /** Nobody. */
    PRIVATE,
    /** The study's annotators and whoever has the link. */
    LINK,
    /** Everybody. */
    PUBLIC
  }

  /** What is judged. */
  record Criterion(short ordinal, String name) {}
}
