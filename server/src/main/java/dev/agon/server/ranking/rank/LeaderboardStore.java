package dev.agon.server.ranking.rank;

import dev.agon.server.core.Criterion;
import dev.agon.server.core.StudyState;
import dev.agon.server.ranking.Board;
import dev.agon.server.ranking.BoardStudy;
import dev.agon.server.ranking.StoredBoard;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Leaderboards as they were written last. */
public final class LeaderboardStore {
  private final Pool pool;

  public LeaderboardStore(Pool pool) {
    this.pool = pool;
  }

  /**
   * What became of a write.
   *
   * @param held whether the lease was still held; otherwise nothing was written
   * @param finished how many batches it closed
   * @param boards how many boards were written
   */
  public record Written(boolean held, int finished, int boards) {}

  /** Who writes: a ranker under the fence of its lease. */
  public record Writer(String holder, long fence) {}

  /**
   * Writes the boards of a study at the state's watermark and closes the batches up to it, all or
   * nothing, if the writer still holds the lease.
   */
  public Future<Written> write(long study, Writer writer, StudyCounts state, JsonArray boards) {
    return pool.preparedQuery(RankerSql.WRITE)
        .execute(
            Tuple.of(
                study,
                writer.holder(),
                writer.fence(),
                state.watermark(),
                state.intervalsAt(),
                state.method().label(),
                boards))
        .map(
            rows -> {
              Row row = rows.iterator().next();
              return new Written(
                  row.getLong("held") > 0, row.getInteger("finished"), row.getInteger("written"));
            });
  }

  /** The study of a slug. */
  public Future<Optional<BoardStudy>> study(String slug) {
    return pool.preparedQuery(BoardSql.STUDY)
        .execute(Tuple.of(slug))
        .map(rows -> rows.size() == 0 ? Optional.empty() : Optional.of(study(first(rows))));
  }

  /** The board of one criterion, and the names of all generators of the study. */
  public Future<StoredBoard.Found> board(long study, int criterion) {
    return pool.preparedQuery(BoardSql.BOARD)
        .execute(Tuple.of(study, (short) criterion))
        .map(rows -> found(first(rows)));
  }

  /** The stored versions of the boards of some studies; a study without a board has none. */
  public Future<Map<Long, StoredBoard.Version>> versions(Collection<Long> studies) {
    return pool.preparedQuery(BoardSql.VERSIONS)
        .execute(Tuple.of((Object) studies.toArray(Long[]::new)))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .collect(
                        Collectors.toMap(
                            row -> row.getLong("study"),
                            row ->
                                new StoredBoard.Version(
                                    row.getLong("watermark"), row.getLong("intervals_at")))));
  }

  /** How many votes a study's board counts. */
  public Future<Long> votes(long study) {
    return pool.preparedQuery(BoardSql.VOTES)
        .execute(Tuple.of(study))
        .map(rows -> first(rows).getLong("votes"));
  }

  private static Row first(RowSet<Row> rows) {
    return rows.iterator().next();
  }

  private static BoardStudy study(Row row) {
    Short @Nullable [] ordinals = row.getArrayOfShorts("ordinals");
    String @Nullable [] names = row.getArrayOfStrings("criteria");
    List<Criterion> criteria =
        ordinals == null || names == null || ordinals.length == 0
            ? List.of(new Criterion(1, ""))
            : Criterion.all(ordinals, names);
    return new BoardStudy(
        row.getLong("id"),
        row.getString("slug"),
        row.getString("name"),
        row.getString("question"),
        StudyState.of(row.getString("state")),
        BoardStudy.Visibility.valueOf(row.getString("board_visibility").toUpperCase(Locale.ROOT)),
        row.getString("blinding").equals("blind"),
        row.getString("board_method"),
        row.getInteger("preliminary_below"),
        row.getString("board_code"),
        criteria);
  }

  private static StoredBoard.Found found(Row row) {
    Map<Long, String> generators = new HashMap<>();
    ((JsonObject) row.getValue("generators"))
        .forEach(entry -> generators.put(Long.valueOf(entry.getKey()), (String) entry.getValue()));
    String method = row.getString("method");
    if (method == null) {
      return new StoredBoard.Found(Optional.empty(), generators);
    }
    JsonObject result = (JsonObject) row.getValue("result");
    return new StoredBoard.Found(
        Optional.of(
            new StoredBoard(
                method,
                row.getLong("watermark"),
                row.getLong("intervals_at"),
                row.getOffsetDateTime("computed_at"),
                Board.fromJson(result.getJsonObject(CriterionState.ALL)),
                Optional.ofNullable(result.getJsonObject(CriterionState.PEOPLE))
                    .map(Board::fromJson),
                Optional.empty())),
        generators);
  }
}
