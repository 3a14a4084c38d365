package dev.agon.server.http.home;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What the start page lists, remembered for some seconds because everyone may ask for it. */
public final class HomeStore {
  private static final long REMEMBERED_NANOS = Duration.ofSeconds(5).toNanos();

  private static final String BOARDS =
      """
      select s.slug, s.name, s.question, s.state,
        (select count(*) from place p where p.study = s.id and p.state = 2) as votes
      from study s
      where s.board_visibility = 'public' and s.on_start_page and s.state <> 'draft'
      order by s.published_at desc nulls last, s.id desc limit 60
      """;

  private record Remembered(List<HomeRoutes.Board> boards, long until) {}

  private final Pool pool;
  private volatile Remembered remembered = new Remembered(List.of(), System.nanoTime());
  private @Nullable Future<List<HomeRoutes.Board>> asked;

  /** A store on a database. */
  public HomeStore(Pool pool) {
    this.pool = pool;
  }

  /** The public leaderboards, newest study first. */
  public Future<List<HomeRoutes.Board>> boards() {
    Remembered known = remembered;
    if (known.until - System.nanoTime() > 0) {
      return Future.succeededFuture(known.boards);
    }
    return ask();
  }

  /** Once for all who ask meanwhile. */
  private synchronized Future<List<HomeRoutes.Board>> ask() {
    if (asked != null && !asked.isComplete()) {
      return asked;
    }
    asked =
        pool.query(BOARDS)
            .execute()
            .map(
                rows ->
                    StreamSupport.stream(rows.spliterator(), false).map(HomeStore::board).toList())
            .onSuccess(
                boards ->
                    remembered = new Remembered(boards, System.nanoTime() + REMEMBERED_NANOS));
    return asked;
  }

  private static HomeRoutes.Board board(Row row) {
    return new HomeRoutes.Board(
        row.getString("name"),
        row.getString("question"),
        "/studies/" + row.getString("slug") + "/board",
        row.getString("state"),
        row.getLong("votes"));
  }
}
