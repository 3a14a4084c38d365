package dev.agon.server.study.overview;

import dev.agon.server.core.StudyState;
import dev.agon.server.http.SiteRouter;
import dev.agon.server.http.session.Access;
import dev.agon.server.study.DeskRoutes;
import dev.agon.server.study.overview.StudyListStore.Sort;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The list of studies. */
public final class StudyListRoutes {
  private static final int MOST_PAGES = 10_000;

  private final DeskRoutes desk;
  private final StudyListStore store;

  /** Routes over a store. */
  public StudyListRoutes(DeskRoutes desk, StudyListStore store) {
    this.desk = desk;
    this.store = store;
  }

  /** Declares the routes. */
  public void mount(SiteRouter site) {
    site.get("/admin/studies", Access.ADMIN, this::list);
  }

  private Future<?> list(RoutingContext context) {
    Optional<StudyState> state =
        Optional.ofNullable(DeskRoutes.query(context, "state")).flatMap(StudyState::find);
    Sort sort = Sort.find(DeskRoutes.query(context, "sort")).orElse(Sort.NEWEST);
    int number = number(context);
    return store
        .page(state.orElse(null), sort, number)
        .compose(
            page ->
                desk.show(
                    context,
                    200,
                    "list",
                    new Shown(
                        page.studies(),
                        state.map(StudyState::word).orElse("all"),
                        sort.word(),
                        number == 0,
                        page.studies().isEmpty() && state.isEmpty() && number == 0,
                        page.more() ? number + 1 : null)));
  }

  /**
   * A page of the list.
   *
   * @param state those in which studies are shown, or all
   * @param none whether there is no study at all
   * @param next the next page, counted from 0; null for the last one
   */
  private record Shown(
      List<StudyListStore.Entry> studies,
      String state,
      String sort,
      boolean first,
      boolean none,
      @Nullable Integer next) {}

  private static int number(RoutingContext context) {
    String page = DeskRoutes.query(context, "page");
    return page != null && page.matches("[0-9]{1,5}")
        ? Math.min(Integer.parseInt(page), MOST_PAGES)
        : 0;
  }
}
