package dev.agon.server.study;

import dev.agon.server.core.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Statements about a study's row, its versions and its places. */
final class StudySql {
  private StudySql() {}

  private static final String COLUMNS =
      Setting.columns("")
          + """
          , id, slug, state, version, consent_version, join_code, board_code, created_at, published_at,
          closed_at
          """;

  /** $1 slug. */
  static final String BY_SLUG = "select " + COLUMNS + " from study where slug = $1";

  /** $1 study. Not "for update", which would stop the votes that name the study. */
  static final String LOCK = "select " + COLUMNS + " from study where id = $1 for no key update";

  /** $1 study; $2 and more the settings in their order. */
  static final String CHANGE =
      """
      update study set %s, version = version + 1,
        consent_version = consent_version + case when consent = %s then 0 else 1 end
      where id = $1
      returning
      """
              .formatted(
                  Arrays.stream(Setting.values())
                      .map(s -> s.column() + " = " + parameter(s))
                      .collect(Collectors.joining(", ")),
                  parameter(Setting.CONSENT))
          + COLUMNS;

  private static String parameter(Setting setting) {
    return "$" + (List.of(Setting.values()).indexOf(setting) + 2);
  }

  /** Notes the settings in force under the study's version. $1 study. */
  static final String NOTE_VERSION =
      """
      insert into study_version (study, version, settings)
      select s.id, s.version,
        to_jsonb(s) - '{id,slug,state,version,join_code,board_code,created_at,published_at,closed_at,condition_rows}'::text[]
          || jsonb_build_object('criteria', (
            select coalesce(jsonb_agg(c.name order by c.ordinal), '[]') from criterion c where c.study = s.id))
      from study s where s.id = $1
      """;

  /** $1 study, $2 the new state, $3 the states it starts from. */
  static final String MOVE =
      """
      update study set state = $2,
        version = version + case when state = 'draft' then 1 else 0 end,
        published_at = coalesce(published_at, now()),
        closed_at = case when $2 = 'closed' then now() end
      where id = $1 and state = any($3::text[])
      returning
      """
          + COLUMNS;

  /** Makes all answers given so far final. $1 study. */
  static final String SETTLE = "select settle_study($1)";

  /** Whether there is anything to judge. $1 study. */
  static final String HAS_PLACES = "select exists (select from comparison where study = $1) as yes";

  /** $1 study, $2 the new secret. */
  static final String RENEW_JOIN_CODE = "update study set join_code = $2 where id = $1";

  /** $1 study, $2 the new secret. */
  static final String RENEW_BOARD_CODE = "update study set board_code = $2 where id = $1";

  /** Raising an overlap may touch every comparison. */
  static final String TAKE_TIME = "set local statement_timeout = '20min'";

  /**
   * Makes the regular places that comparisons lack. Which response a place shows first goes round,
   * starting at another one for each comparison: wanted places are numbered by what they show
   * first, and those whose number is not there yet are made. $1 study, $2 overlap.
   */
  static final String ADD_PLACES =
      """
      with have as materialized (
        select p.comparison, p.presentation[1] - 1 as start, count(*) as count
        from place p where p.study = $1 and p.purpose = 1 group by 1, 2),
      c as materialized (
        select c.id, c.matchup, cardinality(c.responses) as n, coalesce(h.present, 0) as present
        from comparison c
          left join (select comparison, sum(count)::int as present from have group by 1) h on h.comparison = c.id
        where c.study = $1 and coalesce(h.present, 0) < $2),
      want as (
        select c.*, (c.id + k) % c.n as start, k,
          row_number() over (partition by c.id, (c.id + k) % c.n order by k) as nth
        from c, generate_series(1, $2::int) k),
      missing as (
        select w.*, row_number() over (partition by w.id order by w.k) as missing
        from want w left join have h on h.comparison = w.id and h.start = w.start
        where w.nth > coalesce(h.count, 0))
      insert into place (study, comparison, matchup, presentation)
      select $1, m.id, m.matchup,
        array(select ((m.start + g) % m.n + 1)::smallint from generate_series(0, m.n - 1) g order by g)
      from missing m where m.missing <= $2 - m.present
      """;

  /**
   * Takes away free regular places that comparisons have too many of, first of the presentation
   * that has most. One that was voted on and given back stays: its votes name it. A draw that is
   * faster keeps its place. $1 study, $2 overlap.
   */
  static final String REMOVE_PLACES =
      """
      with p as materialized (
        select p.id, p.comparison, p.state = 0 and p.revision = 0 as free,
          row_number() over (
            partition by p.comparison, p.presentation order by p.state = 0 and p.revision = 0, p.id) as nth,
          count(*) over (partition by p.comparison) as present
        from place p where p.study = $1 and p.purpose = 1),
      surplus as materialized (
        select id from (
          select p.id, p.present, row_number() over (
            partition by p.comparison order by p.nth desc, p.id desc) as k
          from p where p.free and p.present > $2) f
        where f.k <= f.present - $2)
      delete from place p using surplus s where p.id = s.id and p.state = 0 and p.revision = 0
      """;

  /** What is wanted of each comparison: the overlap, or what was given already. $1, $2 as above. */
  static final String NOTE_WANTED =
      """
      update comparison c set wanted = greatest($2::int, w.present)
      from (
        select comparison, count(*)::int as present from place
        where study = $1 and purpose = 1 group by comparison) w
      where c.study = $1 and c.id = w.comparison and c.wanted <> greatest($2::int, w.present)
      """;
}
