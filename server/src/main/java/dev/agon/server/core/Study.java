package dev.agon.server.core;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A study as its admin sees it.
 *
 * @param id its row
 * @param slug its name in paths
 * @param version raised by every change of settings and by publishing
 * @param consentVersion raised when the consent text changes
 * @param joinCode the secret of the link that lets annotators in
 * @param boardCode the secret of the link that shows the board
 */
public record Study(
    long id,
    String slug,
    StudyState state,
    int version,
    int consentVersion,
    Settings settings,
    String joinCode,
    String boardCode,
    OffsetDateTime createdAt,
    @Nullable OffsetDateTime publishedAt,
    @Nullable OffsetDateTime closedAt) {

  /** Whether votes may name its versions. */
  public boolean published() {
    return publishedAt != null;
  }
}
