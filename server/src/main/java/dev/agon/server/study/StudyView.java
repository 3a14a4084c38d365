package dev.agon.server.study;

import dev.agon.server.config.ServerConfig;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
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

  static StudyView of(Study study, ServerConfig config, RoutingContext context) {
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
        address(config, context, "/join/" + study.joinCode()),
        boardPath,
        address(config, context, boardPath),
        study.createdAt(),
        study.publishedAt(),
        study.closedAt());
  }

  private static String boardPath(Study study) {
    String path = "/studies/" + study.slug() + "/board";
    return study.settings().boardVisibility().equals("link")
        ? path + "?key=" + study.boardCode()
        : path;
  }

  /** As the admin's own browser reaches it, unless a public address is configured. */
  private static String address(ServerConfig config, RoutingContext context, String path) {
    HostAndPort authority = context.request().authority();
    if (config.publicUrl() != null || authority == null) {
      return config.url(path);
    }
    return context.request().scheme() + "://" + authority + config.basePath() + path;
  }
}
