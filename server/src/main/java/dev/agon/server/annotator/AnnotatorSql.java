package dev.agon.server.annotator;

/** Statements about people who take part in a study. */
final class AnnotatorSql {
  private AnnotatorSql() {}

  /** The study behind a join link. $1 join code. */
  static final String BY_JOIN_CODE =
      """
      select id, slug, name, state, question, consent, consent_version, language, reading_level,
        array(select distinct t.tag from language_sets(s.id) l, unnest(l.tags) t(tag)
          where lower(t.tag) not in ('und', 'zxx') order by 1) as spoken
      from study s where join_code = $1
      """;

  /**
   * Whether a study has pairs, but none that somebody who reads so would get. $1 study, $2 tags, $3
   * levels.
   */
  static final String NOTHING_FOR =
      """
      select s.reading_level is not null and exists (select from comparison c where c.study = s.id)
        and not exists (
          select from language_sets(s.id) l where reads_all(l.tags, $2, $3, s.reading_level)) as nothing
      from study s where s.id = $1
      """;

  /**
   * Adds a person, unless the study is not running, its text has changed, or the pseudonym or the
   * return link is taken. $1 study, $2 pseudonym, $3 return hash, $4 language or null, $5 consent
   * version; $6 and $7 the languages that they read with their levels.
   */
  static final String JOIN =
      """
      with n as (
        insert into annotator (study, pseudonym, kind, return_hash, language, consent_version, consented_at)
        select s.id, $2, 'person', $3, coalesce($4, s.language), s.consent_version, now()
        from study s
        where s.id = $1 and s.state = 'running' and s.consent_version = $5
          and not exists (
            select from annotator a where a.study = s.id and lower(a.pseudonym) = lower($2))
        on conflict do nothing
        returning id),
      l as (
        insert into annotator_language (annotator, tag, level)
        select n.id, t.tag, t.level from n, unnest($6::text[], $7::smallint[]) as t(tag, level))
      select id from n
      """;

  /** Why nobody was added. $1 to $3 as {@link #JOIN}. */
  static final String WHY_NOT_JOINED =
      """
      select s.state, s.consent_version,
        (select a.id from annotator a
         where a.study = s.id and a.return_hash = $3 and a.pseudonym = $2) as again,
        exists (select from annotator a where a.return_hash = $3) as form_used
      from study s where s.id = $1
      """;

  /** The annotator behind a return link. $1 return hash. */
  static final String BY_RETURN_HASH =
      """
      select a.id, s.slug, a.interface_language
      from annotator a join study s on s.id = a.study
      where a.return_hash = $1 and a.erased_at is null
      """;

  /** An annotator and their study. $1 annotator. */
  static final String PROFILE =
      """
      select a.pseudonym, a.joined_at, a.consented_at, a.consent_version is not distinct from
          s.consent_version as consent_current,
        (select count(*) from place x where x.annotator = a.id and x.state = 2) as votes,
        s.slug, s.name, s.consent, s.consent_version, s.reading_level,
        array(select distinct t.tag from language_sets(s.id) l, unnest(l.tags) t(tag)
          where lower(t.tag) not in ('und', 'zxx') order by 1) as spoken,
        (select coalesce(jsonb_object_agg(l.tag, l.level), '{}') from annotator_language l
          where l.annotator = a.id) as reads
      from annotator a join study s on s.id = a.study
      where a.id = $1
      """;

  /** Agrees to the study's present text; no row when it is another. $1 annotator, $2 version. */
  static final String CONSENT =
      """
      update annotator a set consent_version = s.consent_version, consented_at = now()
      from study s
      where a.id = $1 and s.id = a.study and s.consent_version = $2
      """;

  /** Replaces the return link; the old one opens nothing from then on. $1 annotator, $2 hash. */
  static final String NEW_RETURN_LINK =
      "update annotator set return_hash = $2 where id = $1 and erased_at is null";

  /** Keeps the language that the annotator wants the pages in. $1 annotator, $2 tag. */
  static final String CHOOSE_INTERFACE =
      "update annotator set interface_language = $2 where id = $1 and erased_at is null";

  /** Replaces the languages that the annotator reads. $1 annotator, $2 tags, $3 levels. */
  static final String NAME_LANGUAGES =
      """
      with gone as (
        delete from annotator_language where annotator = $1 and not tag = any($2::text[]))
      insert into annotator_language (annotator, tag, level)
      select $1, t.tag, t.level from unnest($2::text[], $3::smallint[]) as t(tag, level)
      on conflict (annotator, tag) do update set level = excluded.level
      """;
}
