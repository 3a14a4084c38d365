package dev.agon.server.study;

import dev.agon.server.core.Setting;
import dev.agon.server.core.Settings;
import dev.agon.server.core.Study;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A study as pages show it.
 *
 * @param state its word
 * @param moves the words of what may be done to its state
 * @param joinUrl the whole address that annotators are sent
 * @param boardPath the board's path without the base path; with the secret where that opens it
 * @param boardUrl the whole address of the board
 */
record StudyView(
    long id,
    String slug,
    String state,
    int version,
    boolean published,
    Settings settings,
    List<String> moves,
    String joinUrl,
    String boardPath,
    String boardUrl,
    OffsetDateTime createdAt,
    @Nullable OffsetDateTime publishedAt,
    @Nullable OffsetDateTime closedAt) {

  /**
   * The view of a study.
   *
   * @param address makes the whole address of a path
   */
  static StudyView of(Study study, UnaryOperator<String> address) {
    String boardPath = boardPath(study);
    return new StudyView(
        study.id(),
        study.slug(),
        study.state().word(),
        study.version(),
        study.published(),
        study.settings(),
        Arrays.stream(Transition.values())
            .filter(t -> t.allowedFrom(study.state()))
            .map(Transition::word)
            .toList(),
        address.apply("/join/" + study.joinCode()),
        boardPath,
        address.apply(boardPath),
        study.createdAt(),
        study.publishedAt(),
        study.closedAt());
  }

  private static String boardPath(Study study) {
    String path = "/studies/" + study.slug() + "/board";
    return study.settings().text(Setting.BOARD_VISIBILITY).equals("link")
        ? path + "?key=" + study.boardCode()
        : path;
  }
}
