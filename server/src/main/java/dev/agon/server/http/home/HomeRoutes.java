package dev.agon.server.http.home;

import dev.agon.server.http.Pages;
import dev.agon.server.http.SiteRouter;
import dev.agon.server.http.session.Access;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.Supplier;

/** The start page. */
public final class HomeRoutes {
  /**
   * A leaderboard that everyone may see.
   *
   * @param name the study's name
   * @param question what annotators are asked
   * @param path the board's path without the base path
   * @param state draft, running, paused or closed
   * @param votes votes that stand
   */
  public record Board(String name, String question, String path, String state, long votes) {}

  private final Pages pages;
  private final Supplier<Future<List<Board>>> boards;

  /** A start page that lists what {@code boards} answers. */
  public HomeRoutes(Pages pages, Supplier<Future<List<Board>>> boards) {
    this.pages = pages;
    this.boards = boards;
  }

  /** Declares the route. */
  public void mount(SiteRouter site) {
    site.get("/", Access.PUBLIC, this::show);
  }

  private record Home(List<Board> boards) {}

  private Future<Void> show(RoutingContext context) {
    return boards.get().compose(list -> pages.render(context, "home", new Home(list)));
  }
}
