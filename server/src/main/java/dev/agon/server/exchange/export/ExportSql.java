package dev.agon.server.exchange.export;

import dev.agon.server.core.Annotators;
import dev.agon.server.core.Setting;
import dev.agon.server.exchange.archive.ArchiveFile;
import dev.agon.server.exchange.rows.UltraFeedback;

/**
 * Queries that write a study as JSON, one row a line. {@code :study} stands for a number. What the
 * database calls things by appears nowhere: prompts, comparisons, generators and annotators go by
 * their own names, places by their order in a comparison.
 */
final class ExportSql {
  private ExportSql() {}

  static final String STUDY = "select id from study where slug = ?";

  static final String WATERMARK = "select seq from study_clock where study = :study";

  private static final String PURPOSE =
      "(array['regular', 'gold', 'repeat', 'swapped_repeat'])[%s.purpose] as purpose";

  static String of(ArchiveFile file) {
    return switch (file) {
      case STUDY -> SETTINGS;
      case GENERATORS -> GENERATORS;
      case PROMPTS -> PROMPTS;
      case RESPONSES -> RESPONSES;
      case COMPARISONS -> COMPARISONS;
      case ANNOTATORS -> ANNOTATORS;
      case PLACES -> PLACES;
      case VOTES -> VOTES;
      case EVENTS -> EVENTS;
      case SKIPS -> SKIPS;
    };
  }

  private static final String SETTINGS =
      """
      select s.slug, s.state, s.version, s.consent_version, s.language, %s,
        (select case when s.blinding = 'open' then c.seq else f.number end
          from study_settled f join study_clock c on c.study = f.study where f.study = s.id) as settled,
        s.created_at, s.published_at, s.closed_at, s.form, s.conditions, s.condition_rows,
        (select coalesce(json_agg(row_to_json(c) order by c.ordinal), '[]')
          from (select ordinal, name, question from criterion where study = s.id) c) as criteria,
        (select coalesce(json_agg(row_to_json(v) order by v.version), '[]')
          from (select version, published_at, settings from study_version where study = s.id) v) as versions
      from study s where s.id = :study
      """
          .formatted(Setting.columns("s."));

  private static final String GENERATORS =
      """
      select g.name, g.kind, p.name as parent, g.metadata
      from generator g left join generator p on p.id = g.parent where g.study = :study order by g.id
      """;

  private static final String PROMPTS =
      """
      select external_id as prompt_id, text as prompt, turns, language, metadata
      from prompt where study = :study order by id
      """;

  private static final String RESPONSES =
      """
      select p.external_id as prompt_id, g.name as generator, r.sample, r.text as response, r.turns, r.language,
        r.metadata
      from response r join prompt p on p.id = r.prompt join generator g on g.id = r.generator
      where r.study = :study order by r.id
      """;

  private static final String COMPARISONS =
      """
      select c.external_id as comparison, p.external_id as prompt_id,
        (select json_agg(row_to_json(x)) from (
          select g.name as generator, r.sample
          from unnest(c.responses) with ordinality u(response, position)
            join response r on r.id = u.response join generator g on g.id = r.generator
          order by u.position) x) as responses,
        c.wanted
      from comparison c join prompt p on p.id = c.prompt where c.study = :study order by c.id
      """;

  private static final String ANNOTATORS =
      """
      select pseudonym as annotator, kind, language, consent_version, consented_at, joined_at, excluded_at,
        exclusion_reason, erased_at, metadata, interface_language, condition_row,
        (select json_object_agg(l.tag, l.level order by l.tag) from annotator_language l
          where l.annotator = a.id) as reads
      from annotator a where study = :study order by id
      """;

  private static final String PLACES =
      """
      select c.external_id as comparison,
        row_number() over (partition by p.comparison order by p.id) as place,
      """
          + PURPOSE.formatted("p")
          + """
          , p.presentation, (array['free', 'leased', 'voted'])[p.state + 1] as state, p.revision,
            a.pseudonym as annotator, p.slot, p.leased_at, p.deadline, d.name as policy, p.propensity,
            p.eligible, p.fallback, case when p.state > 0 then p.condition end as condition
          from place p join comparison c on c.id = p.comparison
            left join annotator a on a.id = p.annotator left join draw_policy d on d.id = p.policy
          where p.study = :study order by p.comparison, p.id
          """;

  private static final String VOTES =
      """
      select v.number, c.external_id as comparison, p.n as place, a.pseudonym as annotator, v.revision,
        p.revision = v.revision and not v.withdrawn and v.erased_at is null as standing, v.withdrawn, v.key,
      """
          + PURPOSE.formatted("v")
          + """
          , v.presentation, v.answers, v.condition,
            (select coalesce(json_agg(row_to_json(x)), '[]') from (
              select k.name as criterion, j.first, j.second,
                (array['first', 'second', 'tie', 'both_bad'])[j.outcome] as outcome, j.strength,
                j.weight
              from judgement j join criterion k on k.study = j.study and k.ordinal = j.criterion
              where j.study = v.study and j.number = v.number
              order by j.criterion, j.first, j.second) x) as judgements,
            v.study_version, v.consent_version, d.name as policy, v.propensity, v.eligible, v.fallback,
            v.leased_at, v.shown_at, v.sent_at, v.active_ms, v.source, v.comment, v.erased_at, v.undo
          from vote v join comparison c on c.id = v.comparison
            join (
              select id, revision, row_number() over (partition by comparison order by id) as n
              from place where study = :study) p on p.id = v.place
            left join annotator a on a.id = v.annotator left join draw_policy d on d.id = v.policy
          where v.study = :study order by v.number
          """;

  private static final String EVENTS =
      """
      select e.number, e.kind, a.pseudonym as annotator, e.detail, e.at
      from study_event e left join annotator a on a.id = e.annotator
      where e.study = :study order by e.number
      """;

  private static final String SKIPS =
      """
      select a.pseudonym as annotator, c.external_id as comparison, s.reason, s.at
      from skip s join annotator a on a.id = s.annotator join comparison c on c.id = s.comparison
      where a.study = :study order by s.annotator, s.comparison
      """;

  /**
   * The votes that count, one row a criterion and pair, in the order of the screen. Texts that a
   * spreadsheet would compute begin with an apostrophe. Style is counted once a response.
   */
  static final String VOTES_CSV =
      """
      with style as materialized (
        select id, length(text) as length, style_headers(text) as headers, style_bold(text) as bold,
          style_lists(text) as lists
        from response where study = :study
      )
      select v.number, pg_temp.plain(c.external_id) as comparison, pg_temp.plain(q.external_id) as prompt_id,
        pg_temp.plain(case when s.swapped then gb.name else ga.name end) as left,
        pg_temp.plain(case when s.swapped then ga.name else gb.name end) as right,
        case when j.outcome = 3 then 'tie' when j.outcome = 4 then 'both_bad'
          when (j.outcome = 1) = s.swapped then 'right' else 'left' end as winner,
        pg_temp.plain(a.pseudonym) as annotator, a.kind as annotator_kind, pg_temp.plain(k.name) as criterion,
        j.strength, j.weight, v.sent_at, v.shown_at, v.active_ms, v.source, pg_temp.plain(v.comment) as comment,
        v.condition::text as condition, pg_temp.plain(q.language) as language,
        pg_temp.plain(q.metadata ->> 'category') as category,
        pg_temp.plain(a.metadata ->> 'group') as annotator_group,
        case when s.swapped then yb.length else ya.length end as left_length,
        case when s.swapped then ya.length else yb.length end as right_length,
        case when s.swapped then yb.headers else ya.headers end as left_headers,
        case when s.swapped then ya.headers else yb.headers end as right_headers,
        case when s.swapped then yb.bold else ya.bold end as left_bold,
        case when s.swapped then ya.bold else yb.bold end as right_bold,
        case when s.swapped then yb.lists else ya.lists end as left_lists,
        case when s.swapped then ya.lists else yb.lists end as right_lists
      from vote v join place p on p.id = v.place and p.revision = v.revision
        join annotator a on a.id = v.annotator and %s
        join comparison c on c.id = v.comparison join prompt q on q.id = c.prompt
        join judgement j on j.study = v.study and j.number = v.number
        join criterion k on k.study = j.study and k.ordinal = j.criterion
        join response ra on ra.id = c.responses[j.first] join generator ga on ga.id = ra.generator
        join response rb on rb.id = c.responses[j.second] join generator gb on gb.id = rb.generator
        join style ya on ya.id = ra.id join style yb on yb.id = rb.id
        cross join lateral (
          select array_position(v.presentation, j.first) > array_position(v.presentation, j.second)
            as swapped) s
      where v.study = :study and not v.withdrawn and v.erased_at is null and v.purpose <= 2
      order by v.number, j.criterion, j.first, j.second
      """
          .formatted(Annotators.COUNTS);

  /** How many votes do not count, by reason. */
  static final String LEFT_OUT =
      """
      select reason, count(*) as votes
      from (
        select case
            when v.erased_at is not null then 'erased'
            when v.withdrawn then 'withdrawn'
            when p.revision <> v.revision then 'replaced'
            when a.excluded_at is not null then 'of an excluded annotator'
            when v.purpose > 2 then 'on a repeated pair'
          end as reason
        from vote v join place p on p.id = v.place left join annotator a on a.id = v.annotator
        where v.study = :study) x
      where reason is not null group by reason order by votes desc, reason
      """;

  /**
   * What {@link UltraFeedback#row} puts together: one row a standing answer to a rubric, in the
   * order of the prompts, with completions in the comparison's own order.
   */
  static final String RATED =
      """
      select jsonb_build_object('instruction', q.text, 'rest', q.metadata -> 'ultrafeedback',
        'completions', (
          select jsonb_agg(jsonb_build_object('model', g.name, 'response', r.text,
            'rest', r.metadata -> 'ultrafeedback') order by u.ord)
          from unnest(c.responses) with ordinality u(id, ord)
            join response r on r.id = u.id join generator g on g.id = r.generator),
        'ratings', (
          select jsonb_object_agg(e.key, (
            select jsonb_agg(e.value -> (array_position(v.presentation, u.ord::smallint) - 1) order by u.ord)
            from generate_series(1, cardinality(c.responses)) u(ord)))
          from jsonb_each(v.answers -> b.id -> 'ratings') e))::text
      from vote v join place p on p.id = v.place and p.revision = v.revision
        join annotator a on a.id = v.annotator and %s
        join comparison c on c.id = v.comparison join prompt q on q.id = c.prompt
        cross join (
          select k ->> 'id' as id from study s, jsonb_array_elements(s.form -> 'blocks') k
          where s.id = :study and k ->> 'type' = 'rubric' limit 1) b
      where v.study = :study and not v.withdrawn and v.erased_at is null and v.purpose <= 2
        and jsonb_typeof(v.answers -> b.id -> 'ratings') = 'object'
        and (cast(? as text) is null or a.pseudonym = ?)
      order by q.id, v.number
      """
          .formatted(Annotators.COUNTS);

  /** Before the snapshot's transaction, which cannot write. */
  static final String PLAIN =
      """
      create function pg_temp.plain(text) returns text language sql immutable as
      $$ select regexp_replace($1, '^(''*([\\x01-\\x1f\\x7f-\\x9f]|[ \\t\\n\\x0b\\f\\r\\u00a0\\u3000]*[=+@|%＝＋－＠-]))', '''\\1') $$
      """;
}
