package dev.agon.server.study.imports;

import dev.agon.server.sql.Clock;

/** Statements about uploads on their way into studies. */
final class ImportJobSql {
  private static final String UNTOUCHED = Clock.olderThan("touched_at", "interval '30 seconds'");

  private ImportJobSql() {}

  /** $1 id, $2 actor, $3 slug, $4 name, $5 overlap, $6 study or null, $7 kind or null, $8 files. */
  static final String ADD =
      """
      insert into import_job (id, actor, slug, name, overlap, study, kind, files)
      values ($1, $2, $3, $4, $5, $6, $7, $8)
      """;

  /** Work that its node has not touched for long has ended with the node. $1 id. */
  static final String FIND =
      """
      select j.id, j.slug, j.name, j.overlap, j.study, j.kind, j.columns, j.files, j.progress, j.result,
        case when j.state in ('checking', 'importing') and %s
          then 'interrupted' else j.state end as state
      from import_job j where j.id = $1
      """
          .formatted(UNTOUCHED);

  /** $1 id, $2 the state to go to, $3 the states to come from, $4 kind, $5 columns. */
  static final String BEGIN =
      """
      update import_job set state = $2, kind = $4, columns = $5, progress = '{}', result = '{}',
        cancel = false, touched_at = now()
      where id = $1 and (state = any($3::text[])
        or state in ('checking', 'importing') and %s)
      """
          .formatted(UNTOUCHED);

  /** Says how far it is and asks whether somebody wants it to end. $1 id, $2 progress. */
  static final String TOUCH =
      """
      update import_job set progress = $2, touched_at = now()
      where id = $1 and state in ('checking', 'importing') returning cancel
      """;

  /** $1 id, $2 state, $3 result. */
  static final String END =
      """
      update import_job set state = $2, result = $3, touched_at = now()
      where id = $1 and state in ('checking', 'importing')
      """;

  /** $1 id. */
  static final String ASK_TO_CANCEL =
      "update import_job set cancel = true where id = $1 and state in ('checking', 'importing')";

  /** $1 id. */
  static final String DISCARD =
      "update import_job set state = 'cancelled' where id = $1 and state in ('checked', 'refused', 'failed')";

  /** $1 slug. */
  static final String SLUG_TAKEN = "select exists (select from study where slug = $1) as taken";
}
