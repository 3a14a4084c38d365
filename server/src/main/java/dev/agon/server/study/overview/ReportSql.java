package dev.agon.server.study.overview;

/** Statements about problem reports. */
final class ReportSql {
  private ReportSql() {}

  /**
   * Reports with what they are about, newest first. $1 study, $2 whether resolved or null for all,
   * $3 the last one of the page before or null, $4 rows.
   */
  static final String PAGE =
      """
      select r.id, r.text, r.at, r.resolved_at, a.id as annotator, a.pseudonym,
        c.external_id as comparison, p.external_id as prompt_id, p.text as prompt,
        p.turns::text as prompt_turns, p.language as prompt_language,
        array(select x.turns::text from unnest(c.responses) with ordinality u(response, position)
          join response x on x.id = u.response order by u.position) as turns,
        array(select x.language from unnest(c.responses) with ordinality u(response, position)
          join response x on x.id = u.response order by u.position) as languages,
        array(select x.text from unnest(c.responses) with ordinality u(response, position)
          join response x on x.id = u.response order by u.position) as texts,
        array(select g.name from unnest(c.responses) with ordinality u(response, position)
          join response x on x.id = u.response join generator g on g.id = x.generator
          order by u.position) as generators
      from report r left join annotator a on a.id = r.annotator
        left join comparison c on c.id = r.comparison left join prompt p on p.id = c.prompt
      where r.study = $1 and ($2::bool is null or (r.resolved_at is not null) = $2)
        and ($3::bigint is null or r.id < $3)
      order by r.id desc limit $4
      """;

  /** $1 study, $2 report. */
  static final String RESOLVE =
      "update report set resolved_at = now() where study = $1 and id = $2 and resolved_at is null";

  /** $1 study, $2 report. */
  static final String REOPEN =
      "update report set resolved_at = null where study = $1 and id = $2 and resolved_at is not null";
}
