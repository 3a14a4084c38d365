package dev.agon.server.ranking.rank;

import dev.agon.preference.Outcome;
import dev.agon.ranking.Method;
import dev.agon.server.core.AnnotatorKind;
import dev.agon.server.core.StandingVotes;
import io.vertx.core.Future;
import io.vertx.sqlclient.Cursor;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The numbered events of studies, as judgements to count. */
public final class EventStore {
  private static final int CHUNK = 5_000;

  private final Pool pool;

  public EventStore(Pool pool) {
    this.pool = pool;
  }

  /** Studies with work that a ranker holds or that nobody holds. */
  Future<List<Long>> work(String holder) {
    return pool.preparedQuery(RankerSql.WORK)
        .execute(Tuple.of(holder))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(row -> row.getLong("study"))
                    .toList());
  }

  /** What a study asks for; empty when there is no such study. */
  Future<Optional<Task>> task(long study) {
    return pool.preparedQuery(RankerSql.TASK)
        .execute(Tuple.of(study))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false).map(EventStore::task).findFirst());
  }

  /**
   * What the events of a range add and take away, additions first. The statements of its
   * transaction leave together: boards wait for every way to the database.
   */
  Future<List<Change>> changes(long study, Task.Range range) {
    return pool.withConnection(
        connection -> {
          var begun = connection.query("begin; " + StandingVotes.READ_MUCH).execute();
          var rows =
              connection
                  .preparedQuery(RankerSql.CHANGES)
                  .execute(Tuple.of(study, range.to(), range.after()));
          var ended = connection.query("commit").execute();
          return Future.join(begun, rows, ended).map(done -> changes(rows.result()));
        });
  }

  /**
   * Everything that stands at a number, in chunks.
   *
   * @param sink takes a chunk; the next is read when its future has completed
   */
  Future<Void> standing(long study, long number, Function<List<Change>, Future<Void>> sink) {
    return pool.withTransaction(
        connection ->
            connection
                .query(StandingVotes.READ_MUCH)
                .execute()
                .compose(set -> connection.prepare(RankerSql.STANDING))
                .compose(
                    statement -> {
                      Cursor cursor = statement.cursor(Tuple.of(study, number));
                      return drain(cursor, sink, Future.succeededFuture())
                          .eventually(cursor::close);
                    }));
  }

  /** Reads a chunk while the one before is being taken. */
  private static Future<Void> drain(
      Cursor cursor, Function<List<Change>, Future<Void>> sink, Future<Void> before) {
    return cursor
        .read(CHUNK)
        .compose(rows -> before.map(rows))
        .compose(
            rows -> {
              Future<Void> taking = sink.apply(changes(rows));
              return cursor.hasMore() ? drain(cursor, sink, taking) : taking;
            });
  }

  private static List<Change> changes(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).map(EventStore::change).toList();
  }

  /** By position: there may be millions. */
  private static Change change(Row row) {
    return new Change(
        row.getInteger(0) > 0,
        row.getShort(1),
        row.getLong(2),
        AnnotatorKind.of(row.getString(3)),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        Outcome.of(row.getShort(7)),
        StoredWeight.of(row.getFloat(8)));
  }

  private static Task task(Row row) {
    @Nullable Long after = row.getLong("after_number");
    @Nullable Long watermark = row.getLong("watermark");
    return new Task(
        Method.of(row.getString("board_method")),
        List.of(row.getArrayOfShorts("criteria")),
        after == null
            ? Optional.empty()
            : Optional.of(
                new Task.Range(after, row.getLong("to_number"), row.getBoolean("rewrites"))),
        watermark == null ? 0 : watermark,
        row.getBoolean("unfinished"),
        row.getBoolean("mixed"));
  }
}
