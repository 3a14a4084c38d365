package dev.agon.server.study.overview;

import dev.agon.server.core.StudyState;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lists studies with what they have come to. */
public final class StudyListStore {
  static final int PAGE = 50;

  private final Pool pool;
  private final RecentAnswers<List<Long>, Map<Long, Counts>> recent =
      new RecentAnswers<>(this::count);

  /** A store on a database. */
  public StudyListStore(Pool pool) {
    this.pool = pool;
  }

  /** What studies are sorted by. */
  enum Sort {
    NEWEST("s.created_at desc"),
    NAME("lower(s.name)");

    private final String order;

    Sort(String order) {
      this.order = order;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Sort> find(@Nullable String word) {
      return Arrays.stream(values()).filter(s -> s.word().equals(word)).findFirst();
    }
  }

  /** A study in the list. */
  record Entry(
      long id, String slug, String name, String state, OffsetDateTime createdAt, Counts counts) {}

  /**
   * What a study has come to.
   *
   * @param places all its places
   * @param votes places that have a vote
   * @param reports problem reports to look at
   */
  record Counts(
      long places, long votes, long annotators, long reports, @Nullable OffsetDateTime lastVote) {
    private static final Counts NONE = new Counts(0, 0, 0, 0, null);
  }

  /** A page of the list; {@code more} says whether another follows. */
  record Page(List<Entry> studies, boolean more) {}

  /**
   * A page of studies.
   *
   * @param state only these; null for all
   * @param number the page, from 0
   */
  Future<Page> page(@Nullable StudyState state, Sort sort, int number) {
    Tuple parameters =
        Tuple.tuple()
            .addString(state == null ? null : state.word())
            .addInteger(number * PAGE)
            .addInteger(PAGE + 1);
    return pool.preparedQuery(StudyListSql.PAGE.formatted(sort.order))
        .execute(parameters)
        .compose(
            rows -> {
              List<Row> found = new ArrayList<>();
              rows.forEach(found::add);
              boolean more = found.size() > PAGE;
              return withCounts(more ? found.subList(0, PAGE) : found)
                  .map(entries -> new Page(entries, more));
            });
  }

  private Future<List<Entry>> withCounts(List<Row> rows) {
    List<Long> ids = rows.stream().map(row -> row.getLong("id")).toList();
    return recent
        .get(ids)
        .map(
            counts ->
                rows.stream()
                    .map(row -> entry(row, counts.getOrDefault(row.getLong("id"), Counts.NONE)))
                    .toList());
  }

  private Future<Map<Long, Counts>> count(List<Long> ids) {
    return pool.preparedQuery(StudyListSql.FIGURES)
        .execute(Tuple.of(ids.toArray(Long[]::new)))
        .map(
            rows -> {
              Map<Long, Counts> counts = new HashMap<>();
              rows.forEach(row -> counts.put(row.getLong("id"), counts(row)));
              return Map.copyOf(counts);
            });
  }

  private static Counts counts(Row row) {
    return new Counts(
        row.getLong("places"),
        row.getLong("votes"),
        row.getLong("annotators"),
        row.getLong("reports"),
        row.getOffsetDateTime("last_vote"));
  }

  private static Entry entry(Row row, Counts counts) {
    return new Entry(
        row.getLong("id"),
        row.getString("slug"),
        row.getString("name"),
        row.getString("state"),
        row.getOffsetDateTime("created_at"),
        counts);
  }
}
