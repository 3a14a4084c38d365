package dev.agon.server.training.run;

import dev.agon.preference.Outcome;
import dev.agon.server.core.Criterion;
import dev.agon.server.core.StandingVotes;
import dev.agon.server.training.TextHash;
import dev.agon.server.training.run.TrainingData.Item;
import dev.agon.server.training.run.TrainingData.Judgement;
import io.vertx.core.Future;
import io.vertx.sqlclient.Cursor;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Reads what stands in a study at one number, in one snapshot of the database. */
public final class TrainingDataStore {
  private static final int CHUNK = 5_000;

  private final Pool pool;

  public TrainingDataStore(Pool pool) {
    this.pool = pool;
  }

  /** Everything that training on the events up to a number sees. */
  Future<TrainingData> read(long study, long number) {
    return pool.withTransaction(
        connection ->
            connection
                .query("set transaction isolation level repeatable read, read only")
                .execute()
                .compose(set -> connection.query(StandingVotes.READ_MUCH).execute())
                .compose(set -> new Reading(connection, study, number).read()));
  }

  /** One reading: rows become positions in lists. */
  private static final class Reading {
    private final SqlConnection connection;
    private final long study;
    private final long number;
    private final List<Criterion> criteria = new ArrayList<>();
    private final Map<Short, Integer> criterionAt = new HashMap<>();
    private final List<Item> items = new ArrayList<>();
    private final Map<Long, Integer> itemAt = new HashMap<>();
    private final List<Judgement> judgements = new ArrayList<>();
    private final List<String> excluded = new ArrayList<>();

    Reading(SqlConnection connection, long study, long number) {
      this.connection = connection;
      this.study = study;
      this.number = number;
    }

    Future<TrainingData> read() {
      Tuple whole = Tuple.of(study);
      Tuple upTo = Tuple.of(study, number);
      return each(DataSql.CRITERIA, whole, this::criterion)
          .compose(done -> each(DataSql.RESPONSES, whole, this::item))
          .compose(
              done -> each(DataSql.EXCLUDED_NAMES, upTo, row -> excluded.add(row.getString(0))))
          .compose(done -> each(DataSql.JUDGEMENTS, upTo, this::judgement))
          .map(done -> TrainingData.of(criteria, items, judgements, excluded));
    }

    private void criterion(Row row) {
      criterionAt.put(row.getShort("ordinal"), criteria.size());
      criteria.add(new Criterion(row.getShort("ordinal"), row.getString("name")));
    }

    private void item(Row row) {
      String text = row.getString("text");
      itemAt.put(row.getLong("id"), items.size());
      items.add(
          new Item(
              row.getLong("id"),
              row.getLong("generator"),
              row.getLong("prompt"),
              row.getString("prompt_name"),
              row.getString("prompt_text"),
              text,
              TextHash.of(text)));
    }

    private void judgement(Row row) {
      Integer criterion = criterionAt.get(row.getShort("criterion"));
      Integer first = itemAt.get(row.getLong("first"));
      Integer second = itemAt.get(row.getLong("second"));
      if (criterion != null && first != null && second != null && !first.equals(second)) {
        judgements.add(
            new Judgement(
                row.getLong("number"),
                row.getLong("comparison"),
                criterion,
                first,
                second,
                Outcome.of(row.getShort("outcome")),
                row.getShort("strength"),
                row.getFloat("weight"),
                Boolean.TRUE.equals(row.getBoolean("swapped"))));
      }
    }

    private Future<Void> each(String sql, Tuple parameters, Consumer<Row> sink) {
      return connection
          .prepare(sql)
          .compose(
              statement -> {
                Cursor cursor = statement.cursor(parameters);
                return drain(cursor, sink).eventually(cursor::close);
              });
    }

    private static Future<Void> drain(Cursor cursor, Consumer<Row> sink) {
      return cursor
          .read(CHUNK)
          .compose(
              rows -> {
                rows.forEach(sink);
                return cursor.hasMore() ? drain(cursor, sink) : Future.succeededFuture();
              });
    }
  }
}
