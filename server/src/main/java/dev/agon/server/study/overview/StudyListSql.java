package dev.agon.server.study.overview;

/** Statements for the list of studies. */
final class StudyListSql {
  private StudyListSql() {}

  /**
   * One page, to be completed by an order from {@link StudyListStore.Sort}. $1 state or null, $2
   * offset, $3 rows.
   */
  static final String PAGE =
      """
      select s.id, s.slug, s.name, s.state, s.created_at
      from study s where $1::text is null or s.state = $1
      order by %s, s.id desc offset $2 limit $3
      """;

  /** What the shown studies have come to. $1 studies. */
  static final String FIGURES =
      """
      with p as materialized (
        select p.study, count(*) as places, count(*) filter (where p.state = 2) as votes
        from place p where p.study = any($1::bigint[]) group by p.study)
      select s.id, coalesce(p.places, 0) as places, coalesce(p.votes, 0) as votes,
        (select count(*) from annotator a where a.study = s.id) as annotators,
        (select count(*) from report r where r.study = s.id and r.resolved_at is null) as reports,
        (select v.sent_at from vote v where v.study = s.id order by v.number desc limit 1) as last_vote
      from study s left join p on p.study = s.id where s.id = any($1::bigint[])
      """;
}
