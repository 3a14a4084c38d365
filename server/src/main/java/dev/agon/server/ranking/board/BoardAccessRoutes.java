package dev.agon.server.ranking.board;

import dev.agon.server.core.Criterion;
import dev.agon.server.core.StudyState;
import dev.agon.server.http.Framing;
import dev.agon.server.http.Pages;
import dev.agon.server.http.input.Answers;
import dev.agon.server.http.input.HttpProblem;
import dev.agon.server.http.session.Caller;
import dev.agon.server.ranking.BoardStudy;
import dev.agon.server.ranking.rank.LeaderboardStore;
import dev.agon.server.ranking.slice.BoardChoice;
import dev.agon.server.ranking.slice.Slice;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Who may see which board: the door that all routes of a study's boards share. */
final class BoardAccessRoutes {
  private static final String LATER = "board-later";

  private final LeaderboardStore store;
  private final Pages pages;

  BoardAccessRoutes(LeaderboardStore store, Pages pages) {
    this.store = store;
    this.pages = pages;
  }

  /** The page, or one that says why there is none yet. */
  Function<RoutingContext, Future<?>> orLater(Function<RoutingContext, Future<?>> page) {
    return context -> page.apply(context).recover(failure -> later(context, failure, false));
  }

  /** The same for a page in frames of other sites. */
  Function<RoutingContext, Future<?>> orLaterFramed(Function<RoutingContext, Future<?>> page) {
    return context -> page.apply(context).recover(failure -> later(context, failure, true));
  }

  private <T> Future<T> later(RoutingContext context, Throwable failure, boolean framed) {
    if (!(failure instanceof HttpProblem problem)
        || !problem.code().equals(LATER)
        || !Answers.wantsHtml(context)) {
      return Future.failedFuture(failure);
    }
    if (framed) {
      Framing.allowAnyone(context);
    }
    String template = framed ? "board/later-embed" : "board/later";
    return pages.render(context, problem.status(), template, problem.members()).mapEmpty();
  }

  /** A study that the caller may see the board of, and which of its boards they ask for. */
  record Asked(BoardStudy study, BoardChoice choice) {}

  /** Two boards of a study that the caller may see. */
  record Pair(BoardStudy study, BoardChoice a, BoardChoice b) {}

  /** What an address asks for, if the caller may see it. */
  Future<Asked> asked(RoutingContext context) {
    return study(context)
        .compose(study -> admit(context, study).map(seen -> asked(context, study)));
  }

  /** What an address asks for, if everybody may see it, whoever asks. */
  Future<Asked> open(RoutingContext context) {
    return study(context)
        .map(
            study -> {
              if (!study.isPublic()) {
                throw HttpProblem.notFound();
              }
              return study;
            })
        .compose(study -> unlessHidden(study).map(seen -> asked(context, study)));
  }

  /** The two boards that an address asks for, if the caller may see them. */
  Future<Pair> pair(RoutingContext context) {
    return study(context)
        .compose(
            study ->
                admit(context, study)
                    .map(
                        seen ->
                            new Pair(
                                study,
                                choice(context, study, "a."),
                                choice(context, study, "b."))));
  }

  private Future<BoardStudy> study(RoutingContext context) {
    return store
        .study(context.pathParam("study"))
        .map(found -> found.orElseThrow(HttpProblem::notFound));
  }

  private static Asked asked(RoutingContext context, BoardStudy study) {
    return new Asked(study, choice(context, study, ""));
  }

  private Future<Void> admit(RoutingContext context, BoardStudy study) {
    return switch (Caller.of(context)) {
      case Caller.Admin admin -> Future.succeededFuture();
      case Caller.Annotator annotator when annotator.study() == study.id() ->
          study.visibility() == BoardStudy.Visibility.PRIVATE
              ? Future.failedFuture(adminsOnly())
              : unlessHidden(study);
      case Caller.Annotator stranger -> admitAnyone(context, study);
      case Caller.Anonymous nobody -> admitAnyone(context, study);
    };
  }

  private Future<Void> admitAnyone(RoutingContext context, BoardStudy study) {
    boolean admitted =
        study.isPublic()
            || (study.visibility() == BoardStudy.Visibility.LINK
                && study.state() != StudyState.DRAFT
                && same(context.request().getParam("key"), study.boardCode()));
    return admitted ? unlessHidden(study) : Future.failedFuture(HttpProblem.notFound());
  }

  /** Of what nobody but admins may see yet, there is the number of votes. */
  private Future<Void> unlessHidden(BoardStudy study) {
    return study.isHidden()
        ? store
            .votes(study.id())
            .compose(
                votes ->
                    Future.failedFuture(
                        HttpProblem.of(
                                403,
                                LATER,
                                "This study is blind: its leaderboard is shown when the "
                                    + "study closes.")
                            .with("votes", votes)
                            .with("study", study.name())))
        : Future.succeededFuture();
  }

  private static HttpProblem adminsOnly() {
    return HttpProblem.forbidden("Only admins see the leaderboard of this study.")
        .as("problem.board-private");
  }

  /** Compares in a time that does not tell how much is right. */
  private static boolean same(@Nullable String given, String secret) {
    return given != null
        && MessageDigest.isEqual(
            given.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * A board.
   *
   * @param prefix that the names of its parameters begin with; the key has none
   */
  private static BoardChoice choice(RoutingContext context, BoardStudy study, String prefix) {
    String criterion = parameter(context, prefix + "criterion");
    int ordinal =
        study.criteria().stream()
            .map(Criterion::ordinal)
            .filter(known -> criterion == null || criterion.equals(Integer.toString(known)))
            .findFirst()
            .orElseThrow(HttpProblem::notFound);
    boolean peopleOnly =
        switch (parameter(context, prefix + "kind")) {
          case "person" -> true;
          case "", "machine", "simulated" -> false;
          case null -> false;
          default -> throw HttpProblem.notFound();
        };
    return new BoardChoice(
        ordinal,
        peopleOnly,
        Slice.of(name -> parameter(context, prefix + name)),
        context.request().getParam("key"));
  }

  /** A parameter; several of one name, as boxes to tick send them, with commas between. */
  private static @Nullable String parameter(RoutingContext context, String name) {
    List<String> all = context.request().params().getAll(name);
    return all.isEmpty() ? null : name.endsWith("adjust") ? String.join(",", all) : all.getFirst();
  }
}
