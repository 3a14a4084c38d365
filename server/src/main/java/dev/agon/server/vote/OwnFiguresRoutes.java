package dev.agon.server.vote;

import dev.agon.agreement.MajorityAgreement;
import dev.agon.agreement.MajorityAgreement.Judged;
import dev.agon.agreement.Proportion;
import dev.agon.server.core.Criterion;
import dev.agon.server.http.FairTurns;
import dev.agon.server.http.Pages;
import dev.agon.server.http.SiteRouter;
import dev.agon.server.http.input.HttpProblem;
import dev.agon.server.http.session.Access;
import dev.agon.server.http.session.Asker;
import dev.agon.server.http.session.Caller;
import dev.agon.server.vote.OwnFiguresStore.Preferred;
import dev.agon.server.vote.OwnFiguresStore.Study;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a study tells an annotator of their own judgements, where it does: how often they say what
 * most others say, and once it is closed, the board that their votes alone make.
 */
public final class OwnFiguresRoutes {
  /**
   * Comparisons that are added to the figure at a time and needed for the first one: nobody can
   * tell from it which single answer was another than the others'.
   */
  static final int STEP = 20;

  private static final int AT_ONCE = 2;
  private static final int MOST_WAITING = 64;
  private static final int BUSY_SECONDS = 2;

  /** So that boards take few of the threads that draws need too. */
  private final FairTurns turns =
      new FairTurns(AT_ONCE, MOST_WAITING, () -> HttpProblem.unavailable(BUSY_SECONDS));

  private final OwnFiguresStore store;
  private final Pages pages;

  /** Routes over the store of a process. */
  public OwnFiguresRoutes(OwnFiguresStore store, Pages pages) {
    this.store = store;
    this.pages = pages;
  }

  /** Declares the routes. */
  public void mount(SiteRouter site) {
    site.get("/studies/:study/figures", Access.ANNOTATOR, this::show);
  }

  private Future<?> show(RoutingContext context) {
    Caller.Annotator caller = Caller.annotator(context);
    return store
        .study(caller.study(), caller.id())
        .compose(
            study -> {
              if (!study.showAgreement() && !study.showBoard()) {
                return Future.failedFuture(HttpProblem.notFound());
              }
              Future<@Nullable List<Agreement>> agreements = agreements(caller, study);
              Future<@Nullable List<Own>> boards = boards(context, caller, study);
              return Future.all(agreements, boards)
                  .compose(
                      read ->
                          pages.render(
                              context,
                              "vote/figures",
                              new Shown(
                                  study,
                                  study.tells(),
                                  study.criteria().size() > 1,
                                  STEP,
                                  agreements.result(),
                                  boards.result())));
            });
  }

  /**
   * The page of an annotator's own figures.
   *
   * @param tells whether agreement is told yet
   * @param several whether there are several criteria
   * @param agreements null where they are not told, like {@code boards}
   */
  private record Shown(
      Study study,
      boolean tells,
      boolean several,
      int step,
      @Nullable List<Agreement> agreements,
      @Nullable List<Own> boards) {}

  /**
   * How often an annotator says what most others say of a criterion, in percent.
   *
   * @param known whether there are enough comparisons
   * @param lowAt where the interval begins in its drawing, like {@code width} and {@code shareAt}
   */
  private record Agreement(
      String criterion,
      boolean known,
      long units,
      double percent,
      double low,
      double high,
      String lowAt,
      String width,
      String shareAt) {
    private static Agreement of(Criterion criterion, Proportion share) {
      return new Agreement(
          criterion.name(),
          share.units() > 0,
          share.units(),
          100 * share.share(),
          100 * share.low(),
          100 * share.high(),
          decimal(100 * share.low()),
          decimal(100 * (share.high() - share.low())),
          decimal(100 * share.share()));
    }
  }

  /** The board that an annotator's votes alone make. */
  private record Own(String criterion, OwnBoard board) {}

  private Future<@Nullable List<Agreement>> agreements(Caller.Annotator caller, Study study) {
    return !study.showAgreement() || !study.tells()
        ? Future.succeededFuture()
        : store
            .judged(caller.study(), caller.id())
            .map(judged -> each(study, c -> agreement(c, judged)));
  }

  private static Agreement agreement(Criterion criterion, Map<Integer, List<Judged>> judged) {
    return Agreement.of(
        criterion, MajorityAgreement.of(judged.getOrDefault(criterion.ordinal(), List.of()), STEP));
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private Future<@Nullable List<Own>> boards(
      RoutingContext context, Caller.Annotator caller, Study study) {
    return !study.showBoard() || !study.closed()
        ? Future.succeededFuture()
        : store
            .preferred(caller.study(), caller.id())
            .compose(
                preferred ->
                    turns.run(
                        Asker.of(context).within(),
                        () ->
                            context
                                .vertx()
                                .executeBlocking(
                                    () -> each(study, c -> own(c, preferred)), false)));
  }

  private static Own own(Criterion criterion, Map<Integer, List<Preferred>> preferred) {
    return new Own(
        criterion.name(), OwnBoard.of(preferred.getOrDefault(criterion.ordinal(), List.of())));
  }

  private static <T> List<T> each(Study study, Function<Criterion, T> told) {
    return study.criteria().stream().map(told).toList();
  }
}
