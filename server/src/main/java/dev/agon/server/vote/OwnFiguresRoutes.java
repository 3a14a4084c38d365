package dev.agon.server.vote;

import dev.agon.agreement.MajorityAgreement;
import dev.agon.agreement.Proportion;
import dev.agon.server.core.Criterion;
import dev.agon.server.http.FairTurns;
import dev.agon.server.http.Pages;
import dev.agon.server.http.SiteRouter;
import dev.agon.server.http.input.HttpProblem;
import dev.agon.server.http.session.Access;
import dev.agon.server.http.session.Asker;
import dev.agon.server.http.session.Caller;
import dev.agon.server.vote.OwnFiguresStore.Study;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

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
              Map<String, Object> model = new HashMap<>();
              model.put("study", study);
              model.put("tells", study.tells());
              model.put("several", study.criteria().size() > 1);
              model.put("step", STEP);
              return agreements(caller, study, model)
                  .compose(told -> boards(context, caller, study, model))
                  .compose(told -> pages.render(context, "vote/figures", model));
            });
  }

  private Future<Void> agreements(Caller.Annotator caller, Study study, Map<String, Object> model) {
    if (!study.showAgreement() || !study.tells()) {
      return Future.succeededFuture();
    }
    return store
        .judged(caller.study(), caller.id())
        .map(
            judged -> {
              model.put(
                  "agreements",
                  each(
                      study,
                      c ->
                          agreement(
                              MajorityAgreement.of(
                                  judged.getOrDefault(c.ordinal(), List.of()), STEP))));
              return null;
            });
  }

  private static Map<String, Object> agreement(Proportion share) {
    return Map.of(
        "known",
        share.units() > 0,
        "units",
        share.units(),
        "percent",
        100 * share.share(),
        "low",
        100 * share.low(),
        "high",
        100 * share.high(),
        "lowAt",
        decimal(100 * share.low()),
        "width",
        decimal(100 * (share.high() - share.low())),
        "shareAt",
        decimal(100 * share.share()));
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private Future<Void> boards(
      RoutingContext context, Caller.Annotator caller, Study study, Map<String, Object> model) {
    if (!study.showBoard() || !study.closed()) {
      return Future.succeededFuture();
    }
    return store
        .preferred(caller.study(), caller.id())
        .compose(
            preferred ->
                turns.run(
                    Asker.of(context).within(),
                    () ->
                        context
                            .vertx()
                            .executeBlocking(
                                () ->
                                    each(
                                        study,
                                        c ->
                                            Map.of(
                                                "board",
                                                OwnBoard.of(
                                                    preferred.getOrDefault(
                                                        c.ordinal(), List.of())))),
                                false)))
        .map(
            boards -> {
              model.put("boards", boards);
              return null;
            });
  }

  /** Something of each criterion, with its name. */
  private static List<Map<String, Object>> each(
      Study study, Function<Criterion, Map<String, Object>> told) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Criterion criterion : study.criteria()) {
      Map<String, Object> one = new HashMap<>(told.apply(criterion));
      one.put("criterion", criterion.name());
      all.add(one);
    }
    return all;
  }
}
