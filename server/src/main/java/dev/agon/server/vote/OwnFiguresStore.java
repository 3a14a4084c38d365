package dev.agon.server.vote;

import dev.agon.agreement.MajorityAgreement.Judged;
import dev.agon.preference.Outcome;
import dev.agon.server.core.Criterion;
import dev.agon.server.core.StudyState;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what an annotator is told of their own judgements. */
public final class OwnFiguresStore {
  private final Pool pool;

  /** A store on a database. */
  public OwnFiguresStore(Pool pool) {
    this.pool = pool;
  }

  /**
   * What a study tells its annotators.
   *
   * @param open whether final answers are told while others still vote
   * @param showAgreement how often they agree with the others
   * @param showBoard a board of their own votes
   * @param done how many answers of the annotator stand
   */
  record Study(
      String slug,
      String name,
      StudyState state,
      boolean open,
      boolean showAgreement,
      boolean showBoard,
      long done,
      List<Criterion> criteria) {

    /** Whether no answer can be changed any more. */
    boolean closed() {
      return state == StudyState.CLOSED;
    }

    /** Whether anything is told of what others say. */
    boolean tells() {
      return open || closed();
    }
  }

  /** What a vote says of two generators. */
  record Preferred(long comparison, String first, String second, Outcome outcome, double weight) {}

  Future<Study> study(long study, long annotator) {
    return pool.preparedQuery(OwnFiguresSql.STUDY)
        .execute(Tuple.of(study, annotator))
        .map(rows -> study(rows.iterator().next()));
  }

  /** What the annotator and others judged and cannot change any more, by criterion. */
  Future<Map<Integer, List<Judged>>> judged(long study, long annotator) {
    return pool.preparedQuery(OwnFiguresSql.AGREEMENT)
        .execute(Tuple.of(study, annotator))
        .map(
            rows -> {
              Map<Integer, List<Judged>> judged = new LinkedHashMap<>();
              for (Row row : rows) {
                judged
                    .computeIfAbsent(row.getInteger("criterion"), _ -> new ArrayList<>())
                    .add(
                        new Judged(
                            row.getLong("comparison"),
                            Outcome.of(row.getInteger("outcome")),
                            List.of(row.getArrayOfIntegers("others"))));
              }
              return judged;
            });
  }

  /** What the annotator's standing votes say of generators, by criterion. */
  Future<Map<Integer, List<Preferred>>> preferred(long study, long annotator) {
    return pool.preparedQuery(OwnFiguresSql.BOARD)
        .execute(Tuple.of(study, annotator))
        .map(
            rows -> {
              Map<Integer, List<Preferred>> preferred = new LinkedHashMap<>();
              for (Row row : rows) {
                preferred
                    .computeIfAbsent(row.getInteger("criterion"), _ -> new ArrayList<>())
                    .add(
                        new Preferred(
                            row.getLong("comparison"),
                            row.getString("first_name"),
                            row.getString("second_name"),
                            Outcome.of(row.getInteger("outcome")),
                            row.getDouble("weight")));
              }
              return preferred;
            });
  }

  private static Study study(Row row) {
    return new Study(
        row.getString("slug"),
        row.getString("name"),
        StudyState.of(row.getString("state")),
        row.getBoolean("open"),
        row.getBoolean("show_agreement"),
        row.getBoolean("show_own_board"),
        row.getLong("done"),
        Criterion.all(row.getArrayOfShorts("ordinals"), row.getArrayOfStrings("names")));
  }
}
