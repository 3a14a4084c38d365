package dev.agon.server.study.overview;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Counts what a study looks like now. */
public final class StudyFiguresStore {
  private static final int MINUTES = 60;

  private final Pool pool;
  private final RecentAnswers<Long, Figures> recent = new RecentAnswers<>(this::count);

  /** A store on a database. */
  public StudyFiguresStore(Pool pool) {
    this.pool = pool;
  }

  /** The study's figures, at most some seconds old. */
  Future<Figures> of(long study) {
    return recent.get(study);
  }

  /** Has the next reader count anew, after the admin has changed something. */
  public void forget(long study) {
    recent.forget(study);
  }

  private Future<Figures> count(long study) {
    Future<Row> places = one(StudyFiguresSql.PLACES, Tuple.of(study));
    Future<Row> content = one(StudyFiguresSql.CONTENT, Tuple.of(study));
    Future<Row> crowd = one(StudyFiguresSql.CROWD, Tuple.of(study));
    Future<Row> habits = one(StudyFiguresSql.HABITS, Tuple.of(study, StudyFiguresSql.RECENT));
    Future<RowSet<Row>> minutes =
        pool.preparedQuery(StudyFiguresSql.PER_MINUTE).execute(Tuple.of(study));
    return Future.all(places, content, crowd, habits, minutes)
        .map(
            all ->
                new Figures(
                    places(places.result()),
                    content(content.result()),
                    crowd(crowd.result()),
                    habits(habits.result()),
                    perMinute(minutes.result()),
                    crowd.result().getOffsetDateTime("last_vote")));
  }

  private Future<Row> one(String sql, Tuple parameters) {
    return pool.preparedQuery(sql).execute(parameters).map(rows -> rows.iterator().next());
  }

  private static Figures.Places places(Row row) {
    return new Figures.Places(
        row.getLong("free"), row.getLong("leased"), row.getLong("voted"), row.getLong("excluded"));
  }

  private static Figures.Content content(Row row) {
    return new Figures.Content(
        row.getLong("prompts"), row.getLong("generators"), row.getLong("comparisons"));
  }

  private static Figures.Crowd crowd(Row row) {
    return new Figures.Crowd(
        row.getLong("joined"),
        row.getLong("machines"),
        row.getLong("excluded"),
        row.getLong("active"),
        row.getLong("skips"),
        row.getLong("open_reports"));
  }

  private static Figures.Habits habits(Row row) {
    long votes = row.getLong("votes");
    return new Figures.Habits(
        Rate.of(row.getLong("left_picks"), row.getLong("decided")),
        Rate.of(row.getLong("ties"), votes),
        Rate.of(row.getLong("both_bad"), votes));
  }

  private static List<Long> perMinute(RowSet<Row> rows) {
    List<Long> minutes = new ArrayList<>(Collections.nCopies(MINUTES, 0L));
    for (Row row : rows) {
      int ago = row.getInteger("ago");
      if (ago >= 0 && ago < MINUTES) {
        minutes.set(MINUTES - 1 - ago, row.getLong("votes"));
      }
    }
    return List.copyOf(minutes);
  }
}
