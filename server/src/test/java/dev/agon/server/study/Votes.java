package dev.agon.server.study;

import static dev.agon.server.sql.StudyFixture.await;

import dev.agon.server.sql.StudyFixture;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;

/** Writes votes as the statement that commits them leaves them. */
public final class Votes {
  public static final int LEFT = 1;
  public static final int RIGHT = 2;
  public static final int TIE = 3;
  public static final int BOTH_BAD = 4;

  private static final String RECORD =
      """
      with p as materialized (
        select p.* from place p where p.token = $2 for update),
      s as (update study_clock set seq = seq + 1 where study = $1 returning seq),
      v as (
        insert into vote (study, number, place, comparison, annotator, revision, key, body_hash, withdrawn,
          purpose, presentation, study_version, leased_at, shown_at, sent_at, source)
        select $1, s.seq, p.id, p.comparison, p.annotator, p.revision + 1, gen_random_uuid(), '', $4,
          p.purpose, p.presentation, 1, p.leased_at, now() - interval '9 seconds', now(), 'api'
        from p, s returning number, place),
      j as (
        insert into judgement (study, number, criterion, outcome)
        select $1, v.number, 1,
          case when $3 > 2 or p.presentation[1] = 1 then $3 else 3 - $3 end
        from v, p where not $4)
      update place x set revision = x.revision + 1, state = case when $4 then 1 else 2 end,
        slot = case when $4 then 0 end
      from v where x.id = v.place
      """;

  private final StudyFixture study;

  public Votes(StudyFixture study) {
    this.study = study;
  }

  /** A vote on a new place of the annotator; the outcome is meant as shown on the screen. */
  public void cast(long annotator, int shown) {
    await(record(annotator, shown));
  }

  public Future<?> record(long annotator, int shown) {
    return write(study.lease(annotator), shown, false);
  }

  /** Takes the annotator's last vote back and gives its place back too. */
  public void withdraw(long annotator) {
    Row row =
        await(
                study
                    .pool()
                    .preparedQuery(
                        """
                        select p.token from vote v join place p on p.id = v.place
                        where v.annotator = $1 order by v.number desc limit 1
                        """)
                    .execute(Tuple.of(annotator)))
            .iterator()
            .next();
    await(write(row.getUUID("token"), TIE, true));
  }

  private Future<?> write(UUID token, int shown, boolean withdrawn) {
    return study
        .pool()
        .preparedQuery(RECORD)
        .execute(Tuple.of(study.id(), token, shown, withdrawn));
  }
}
