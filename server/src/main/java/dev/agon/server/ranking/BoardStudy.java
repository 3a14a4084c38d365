package dev.agon.server.ranking;

import dev.agon.server.core.Criterion;
import dev.agon.server.core.StudyState;
import java.util.List;

/**
 * A study as its board's pages need it.
 *
 * @param blind whether answers can be changed until it closes, so that only admins see a board
 *     until then; otherwise its boards count only answers that are final
 * @param preliminaryBelow the votes below which a rating is marked as preliminary
 * @param boardCode the secret of the board's link
 */
public record BoardStudy(
    long id,
    String slug,
    String name,
    String question,
    StudyState state,
    Visibility visibility,
    boolean blind,
    String method,
    int preliminaryBelow,
    String boardCode,
    List<Criterion> criteria) {
  public BoardStudy {
    criteria = List.copyOf(criteria);
  }

  /** Whether everybody may see the board, or will once the study is closed. */
  public boolean isPublic() {
    return visibility == Visibility.PUBLIC && state != StudyState.DRAFT;
  }

  /** Whether only admins see what was voted so far. */
  public boolean isHidden() {
    return blind && state != StudyState.CLOSED;
  }

  /** Who may see a board beside admins. */
  public enum Visibility {
    /** Nobody. */
    PRIVATE,
    /** The study's annotators and whoever has the link. */
    LINK,
    /** Everybody. */
    PUBLIC
  }
}
