package dev.agon.server.comparison;

import dev.agon.question.form.Form;
import dev.agon.server.comparison.draw.Seat;
import dev.agon.server.core.Criterion;
import dev.agon.server.core.StoredForm;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what the annotator's page shows around a pair. */
public final class SeatStore {
  private final Pool pool;

  /** A store on a database. */
  public SeatStore(Pool pool) {
    this.pool = pool;
  }

  /**
   * A study as one annotator sits before it.
   *
   * @param consentNeeded whether the annotator has not agreed to the present text
   * @param undoEnds whether answers become final while the study runs
   * @param seesBoard whether annotators may see its board now
   * @param undoSeconds how long an answer can be changed; null for as long as the study runs
   * @param ownFigures whether the study tells annotators of their own judgements
   * @param form the study's own questions; null for one comparison a criterion
   * @param pseudonym empty in a preview
   * @param keys that the annotator has changed, by what they do; null while none ever was
   * @param done places with a standing vote of the annotator
   * @param goal how many the study asks of one annotator
   */
  record Desk(
      String slug,
      String name,
      String state,
      String question,
      String guidelines,
      boolean allowTie,
      boolean allowBothBad,
      int leaseSeconds,
      String language,
      boolean undoEnds,
      boolean seesBoard,
      @Nullable Integer undoSeconds,
      boolean ownFigures,
      @Nullable Form form,
      String pseudonym,
      @Nullable JsonObject keys,
      boolean consentNeeded,
      List<Criterion> criteria,
      long done,
      long goal) {

    /** The same study with another form. */
    Desk asking(Form other) {
      return new Desk(
          slug,
          name,
          state,
          question,
          guidelines,
          allowTie,
          allowBothBad,
          leaseSeconds,
          language,
          undoEnds,
          seesBoard,
          undoSeconds,
          ownFigures,
          other,
          pseudonym,
          keys,
          consentNeeded,
          criteria,
          done,
          goal);
    }

    /** The one question above the pair: the only criterion's own, or the study's. */
    String asked() {
      if (form != null) {
        return question;
      }
      boolean own = criteria.size() == 1 && !criteria.getFirst().question().isBlank();
      return own ? criteria.getFirst().question() : question;
    }
  }

  /**
   * A vote that the page has just come from.
   *
   * @param stands whether nothing has followed it
   * @param isFinal whether it can be changed no more
   */
  record LastVote(UUID token, int revision, boolean withdrawn, boolean stands, boolean isFinal) {}

  /**
   * Any comparison of a study with so many responses; none while nothing was imported.
   *
   * @param condition what it is shown under; null for none
   */
  record Sample(long study, @Nullable Long comparison, int responses, @Nullable String condition) {}

  Future<Desk> desk(Seat seat) {
    return desk(seat.study(), seat.annotator());
  }

  Future<Desk> preview(long study) {
    return desk(study, null);
  }

  private Future<Desk> desk(long study, @Nullable Long annotator) {
    return pool.preparedQuery(SeatSql.DESK)
        .execute(Tuple.of(study, annotator))
        .map(rows -> desk(rows.iterator().next()));
  }

  /** The annotator's vote under a number; empty when it is not theirs. */
  Future<Optional<LastVote>> vote(Seat seat, long number) {
    return pool.preparedQuery(SeatSql.VOTE)
        .execute(Tuple.of(seat.study(), seat.annotator(), number))
        .map(
            rows ->
                rows.size() == 0
                    ? Optional.empty()
                    : Optional.of(lastVote(rows.iterator().next())));
  }

  /**
   * Empty when there is no such study.
   *
   * @param condition which of the study's conditions, from 0, in their order or the first row's
   */
  Future<Optional<Sample>> sample(String slug, int condition) {
    return pool.preparedQuery(SeatSql.ANY_COMPARISON)
        .execute(Tuple.of(slug, condition))
        .map(
            rows -> {
              if (rows.size() == 0) {
                return Optional.empty();
              }
              Row row = rows.iterator().next();
              return Optional.of(
                  new Sample(
                      row.getLong("study"),
                      row.getLong("comparison"),
                      row.getInteger("responses"),
                      row.getString("condition")));
            });
  }

  private static LastVote lastVote(Row row) {
    return new LastVote(
        row.getUUID("token"),
        row.getInteger("revision"),
        row.getBoolean("withdrawn"),
        Boolean.TRUE.equals(row.getBoolean("stands")),
        row.getBoolean("final"));
  }

  private static Desk desk(Row row) {
    return new Desk(
        row.getString("slug"),
        row.getString("name"),
        row.getString("state"),
        row.getString("question"),
        row.getString("guidelines"),
        row.getBoolean("allow_tie"),
        row.getBoolean("allow_both_bad"),
        row.getInteger("lease_seconds"),
        row.getString("language"),
        row.getBoolean("undo_ends"),
        row.getBoolean("sees_board"),
        row.getInteger("undo_seconds"),
        row.getBoolean("own_figures"),
        StoredForm.of(row.getString("form")),
        row.getString("pseudonym"),
        row.getJsonObject("keys"),
        Boolean.TRUE.equals(row.getBoolean("consent_needed")),
        Criterion.all(
            row.getArrayOfShorts("ordinals"),
            row.getArrayOfStrings("names"),
            row.getArrayOfStrings("questions")),
        row.getLong("done"),
        row.getLong("goal"));
  }
}
