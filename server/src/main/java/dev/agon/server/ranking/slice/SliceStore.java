package dev.agon.server.ranking.slice;

import dev.agon.preference.Outcome;
import dev.agon.server.core.AnnotatorKind;
import dev.agon.server.core.StandingVotes;
import dev.agon.server.ranking.rank.StoredWeight;
import io.vertx.core.Future;
import io.vertx.sqlclient.Cursor;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Parts of a study's votes. */
public final class SliceStore {
  private static final int CHUNK = 5_000;

  private final Pool pool;

  public SliceStore(Pool pool) {
    this.pool = pool;
  }

  /**
   * A value to slice by.
   *
   * @param name language, category, group or kind
   * @param count prompts, or annotators, that have it
   */
  public record Choice(String name, String value, long count) {}

  /**
   * Where a generator comes from.
   *
   * @param kind model, checkpoint, template or person
   * @param parent the generator that it was made from
   */
  public record Lineage(
      long generator,
      String name,
      String kind,
      @Nullable Long parent,
      @Nullable String parentName,
      List<Descendant> children) {}

  /** A generator made from another. */
  record Descendant(long generator, String name) {}

  /** Two generators, seen by the first. */
  public record Opponents(long mine, long theirs) {}

  /** One comparison of two generators, and what was said of it. */
  public record Example(
      String prompt,
      String language,
      String mine,
      String theirs,
      long wins,
      long losses,
      long ties,
      long bothBad,
      long comparisons) {}

  /** How far a study's kept boards count. */
  Future<Long> watermark(long study) {
    return pool.preparedQuery(SliceSql.WATERMARK)
        .execute(Tuple.of(study))
        .map(rows -> rows.iterator().next().getLong("watermark"));
  }

  /** The last number of a study that is more than a day old. */
  Future<OptionalLong> dayBefore(long study) {
    return pool.preparedQuery(SliceSql.DAY_BEFORE)
        .execute(Tuple.of(study))
        .map(
            rows ->
                rows.size() == 0
                    ? OptionalLong.empty()
                    : OptionalLong.of(rows.iterator().next().getLong("number")));
  }

  /** What a study can be sliced by. */
  Future<List<Choice>> choices(long study) {
    return pool.preparedQuery(SliceSql.CHOICES)
        .execute(Tuple.of(study))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(
                        row ->
                            new Choice(
                                row.getString("name"), row.getString("value"), row.getLong("n")))
                    .toList());
  }

  /**
   * The judgements of a slice that stand at a number, in chunks.
   *
   * @param sink takes a chunk; the next is read when its future has completed
   */
  Future<Void> votes(
      long study, BoardChoice choice, long number, Function<List<SliceVote>, Future<Void>> sink) {
    Tuple tuple =
        slice(study, choice, number)
            .addArrayOfString(choice.slice().style().toArray(String[]::new));
    return pool.withTransaction(
        connection ->
            connection
                .query(StandingVotes.READ_MUCH)
                .execute()
                .compose(set -> connection.prepare(SliceSql.JUDGEMENTS))
                .compose(
                    statement -> {
                      Cursor cursor = statement.cursor(tuple);
                      return drain(cursor, sink).eventually(cursor::close);
                    }));
  }

  /** The parameters that say which judgements are meant. */
  private static Tuple slice(long study, BoardChoice choice, long number) {
    Slice slice = choice.slice();
    AnnotatorKind kind = choice.peopleOnly() ? AnnotatorKind.PERSON : slice.others();
    return Tuple.of(study, number, (short) choice.criterion())
        .addString(slice.language())
        .addString(slice.category())
        .addString(slice.group())
        .addString(kind == null ? null : kind.label())
        .addLocalDate(slice.from())
        .addLocalDate(slice.to());
  }

  private static Future<Void> drain(Cursor cursor, Function<List<SliceVote>, Future<Void>> sink) {
    return cursor
        .read(CHUNK)
        .compose(
            rows ->
                sink.apply(votes(rows))
                    .compose(
                        taken ->
                            cursor.hasMore() ? drain(cursor, sink) : Future.succeededFuture()));
  }

  private static List<SliceVote> votes(RowSet<Row> rows) {
    List<SliceVote> votes = new ArrayList<>(rows.size());
    for (Row row : rows) {
      boolean shownSo = row.getBoolean(9);
      Outcome outcome = Outcome.of(row.getShort(5));
      Style first = style(row, 10);
      Style second = style(row, 14);
      votes.add(
          new SliceVote(
              row.getLong(0),
              AnnotatorKind.of(row.getString(1)),
              row.getLong(2),
              row.getLong(shownSo ? 3 : 4),
              row.getLong(shownSo ? 4 : 3),
              shownSo ? outcome : outcome.swapped(),
              StoredWeight.of(row.getFloat(6)),
              row.getLong(7),
              row.getOffsetDateTime(8),
              shownSo ? first : second,
              shownSo ? second : first));
    }
    return votes;
  }

  private static Style style(Row row, int at) {
    return row.getInteger(at) == null
        ? Style.NONE
        : new Style(
            row.getInteger(at),
            row.getInteger(at + 1),
            row.getInteger(at + 2),
            row.getInteger(at + 3));
  }

  /** Comparisons of two generators in a slice, those that the first wins most clearly first. */
  Future<List<Example>> versus(
      long study, BoardChoice choice, long number, Opponents opponents, int most, int skipped) {
    Tuple tuple =
        slice(study, choice, number)
            .addLong(opponents.mine())
            .addLong(opponents.theirs())
            .addInteger(most)
            .addInteger(skipped);
    return pool.withTransaction(
            connection ->
                connection
                    .query(StandingVotes.READ_MUCH)
                    .execute()
                    .compose(set -> connection.preparedQuery(SliceSql.VERSUS).execute(tuple)))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false).map(SliceStore::example).toList());
  }

  /** Where a generator of a study comes from; empty when there is none. */
  Future<Optional<Lineage>> lineage(long study, long generator) {
    return pool.preparedQuery(SliceSql.LINEAGE)
        .execute(Tuple.of(study, generator))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .findFirst()
                    .map(
                        row ->
                            new Lineage(
                                generator,
                                row.getString("name"),
                                row.getString("kind"),
                                row.getLong("parent"),
                                row.getString("parent_name"),
                                children(row))));
  }

  private static List<Descendant> children(Row row) {
    Long[] ids = row.getArrayOfLongs("children");
    String[] names = row.getArrayOfStrings("child_names");
    List<Descendant> children = new ArrayList<>();
    for (int i = 0; i < ids.length; i++) {
      children.add(new Descendant(ids[i], names[i]));
    }
    return children;
  }

  private static Example example(Row row) {
    return new Example(
        row.getString("prompt"),
        row.getString("language"),
        row.getString("mine"),
        row.getString("theirs"),
        row.getLong("wins"),
        row.getLong("losses"),
        row.getLong("ties"),
        row.getLong("both_bad"),
        row.getLong("comparisons"));
  }
}
