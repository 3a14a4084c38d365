package dev.agon.server.exchange.load;

import dev.agon.server.core.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Statements that write a staged export as a study. {@code :study} and {@code :watermark} stand for
 * numbers, {@code :votes_file} and so on for those of the files.
 */
public final class ArchiveSql {
  private ArchiveSql() {}

  static final String TABLE =
      "create temp table in_row (file int not null, line bigint not null, data jsonb not null)";
  static final String TARGET = "in_row (file, line, data)";
  public static final String ANALYZE = "analyze in_row";

  /** Parameters: slug, join code, board code. Nothing comes back when the slug is taken. */
  public static final String STUDY =
      """
      insert into study (slug, state, version, consent_version, language, %s, form, conditions, condition_rows,
        created_at, published_at, closed_at, join_code, board_code)
      select ?, x.state, x.version, x.consent_version, x.language, %s, x.form, x.conditions, x.condition_rows,
        x.created_at, x.published_at, x.closed_at, ?, ?
      from in_row r cross join lateral jsonb_populate_record(cast(null as study), r.data) x
      where r.file = :study_file
      on conflict (slug) do nothing
      returning id
      """
          .formatted(
              Setting.columns(""),
              Arrays.stream(Setting.values())
                  .map(ArchiveSql::read)
                  .collect(Collectors.joining(", ")));

  /** What an export says of a setting; older ones say less. */
  private static String read(Setting setting) {
    String absent =
        setting == Setting.BLINDING
            ? "case when (r.data ->> 'board_while_voting')::boolean then 'open' else 'blind' end"
            : setting.whenAbsent().map(value -> "'" + value + "'").orElse("null");
    return "coalesce(x." + setting.column() + ", " + absent + ")";
  }

  /** Parameters: slug, the manifest's digest in hexadecimal digits. */
  public static final String IMPORTED_BEFORE =
      """
      select s.id from study s join import i on i.study = s.id
      where s.slug = ? and i.sha256 = decode(?, 'hex')
      """;

  public static final List<String> SETTINGS =
      List.of(
          "insert into study_clock (study, seq) values (:study, :watermark)",
          """
          update study_settled f set number = least(:watermark, coalesce(
            (r.data ->> 'settled')::bigint,
            case when s.blinding = 'open' or s.state = 'closed' then :watermark else 0 end))
          from in_row r, study s
          where f.study = :study and s.id = f.study and r.file = :study_file
          """,
          """
          insert into criterion (study, ordinal, name, question)
          select :study, x.ordinal, x.name, x.question
          from in_row r cross join lateral jsonb_to_recordset(r.data -> 'criteria')
            as x(ordinal smallint, name text, question text)
          where r.file = :study_file
          """,
          """
          insert into study_version (study, version, published_at, settings)
          select :study, x.version, x.published_at, x.settings
          from in_row r cross join lateral jsonb_to_recordset(r.data -> 'versions')
            as x(version int, published_at timestamptz, settings jsonb)
          where r.file = :study_file
          """);

  public static final String GENERATORS =
      """
      insert into generator (study, name, kind, metadata)
      select :study, x.name, x.kind, x.metadata
      from in_row r cross join lateral jsonb_to_record(r.data) as x(name text, kind text, metadata jsonb)
      where r.file = :generators_file order by r.line
      """;

  public static final String PARENTS =
      """
      update generator g set parent = p.id
      from in_row r join generator p on p.study = :study and p.name = r.data ->> 'parent'
      where r.file = :generators_file and g.study = :study and g.name = r.data ->> 'name'
      """;

  public static final String PROMPTS =
      """
      insert into prompt (study, external_id, text, turns, language, metadata)
      select :study, x.prompt_id, x.prompt, x.turns, x.language, x.metadata
      from in_row r cross join lateral jsonb_to_record(r.data)
        as x(prompt_id text, prompt text, turns jsonb, language text, metadata jsonb)
      where r.file = :prompts_file order by r.line
      """;

  /** What was just written, as tables that can be analysed without making other imports wait. */
  public static final List<String> WRITTEN_PROMPTS =
      List.of(
          "create temp table written_prompt as select id, external_id from prompt where study = :study",
          "create temp table written_generator as select id, name from generator where study = :study",
          "analyze written_prompt, written_generator");

  /** As {@link #WRITTEN_PROMPTS}. */
  public static final List<String> WRITTEN_COMPARISONS =
      List.of(
          """
          create temp table written_comparison as
          select id, external_id, matchup from comparison where study = :study
          """,
          """
          create temp table written_annotator as
          select id, pseudonym from annotator where study = :study
          """,
          "analyze written_comparison, written_annotator");

  public static final String RESPONSES =
      """
      insert into response (study, prompt, generator, sample, text, turns, language, metadata)
      select :study, p.id, g.id, x.sample, x.response, x.turns, x.language, x.metadata
      from in_row r cross join lateral jsonb_to_record(r.data)
          as x(prompt_id text, generator text, sample int, response text, turns jsonb, language text,
            metadata jsonb)
        join written_prompt p on p.external_id = x.prompt_id
        join written_generator g on g.name = x.generator
      where r.file = :responses_file order by r.line
      """;

  /** The comparisons with the responses that they name; fewer than named if some do not exist. */
  public static final String NAMED_COMPARISONS =
      """
      create temp table named_comparison as
      select r.line, x.comparison, p.id as prompt, x.wanted, jsonb_array_length(x.responses) as named,
        array(select s.id
          from jsonb_array_elements(x.responses) with ordinality e(response, position)
            join written_generator g on g.name = e.response ->> 'generator'
            join response s on s.prompt = p.id and s.generator = g.id
              and s.sample = (e.response ->> 'sample')::int
          order by e.position) as responses,
        array(select g.id
          from jsonb_array_elements(x.responses) e
            join written_generator g on g.name = e ->> 'generator'
          order by g.id) as generators
      from in_row r cross join lateral jsonb_to_record(r.data)
          as x(comparison text, prompt_id text, responses jsonb, wanted int)
        join written_prompt p on p.external_id = x.prompt_id
      where r.file = :comparisons_file
      """;

  public static final String COMPARISONS_WITHOUT_RESPONSE =
      """
      select :comparisons_file, line, 0, format('comparison "%s" has a response that is not there', left(comparison, 80))
      from named_comparison where cardinality(responses) <> named
      """;

  public static final String MATCHUPS =
      """
      insert into matchup (study, generators)
      select :study, generators from named_comparison group by generators order by min(line)
      """;

  public static final String COMPARISONS =
      """
      insert into comparison (study, external_id, prompt, responses, matchup, wanted)
      select :study, n.comparison, n.prompt, n.responses, m.id, n.wanted
      from named_comparison n join matchup m on m.study = :study and m.generators = n.generators
      order by n.line
      """;

  public static final String ANNOTATORS =
      """
      insert into annotator (study, pseudonym, kind, language, consent_version, consented_at, joined_at,
        excluded_at, exclusion_reason, erased_at, metadata, interface_language, condition_row)
      select :study, r.data ->> 'annotator', x.kind, x.language, x.consent_version, x.consented_at,
        x.joined_at, x.excluded_at, x.exclusion_reason, x.erased_at, x.metadata, x.interface_language,
        x.condition_row
      from in_row r cross join lateral jsonb_populate_record(null::annotator, r.data - 'annotator') x
      where r.file = :annotators_file order by r.line
      """;

  public static final String LANGUAGES =
      """
      insert into annotator_language (annotator, tag, level)
      select a.id, l.tag, cast(l.level as smallint)
      from in_row r join written_annotator a on a.pseudonym = r.data ->> 'annotator'
        cross join lateral jsonb_each_text(
          case jsonb_typeof(r.data -> 'reads') when 'object' then r.data -> 'reads' end) as l(tag, level)
      where r.file = :annotators_file
      """;

  /** Ids grow with the lines, so that a comparison's places keep their order. */
  public static final String NUMBERED_PLACES =
      """
      create temp table numbered_place as
      select p.*, nextval(pg_get_serial_sequence('place', 'id')) as id
      from (
        select r.line, c.id as comparison, c.external_id, c.matchup, (r.data ->> 'place')::int as n, r.data
        from in_row r join written_comparison c on c.external_id = r.data ->> 'comparison'
        where r.file = :places_file order by r.line) p
      """;

  /** Leases go on under new tokens; voted places get one so that their votes can be revised. */
  public static final String PLACES =
      """
      insert into place (id, study, comparison, matchup, purpose, presentation, state, revision, annotator,
        slot, token, leased_at, deadline, policy, propensity, eligible, fallback, condition)
      overriding system value
      select n.id, :study, n.comparison, n.matchup,
        array_position(array['regular', 'gold', 'repeat', 'swapped_repeat'], n.data ->> 'purpose'),
        x.presentation, array_position(array['free', 'leased', 'voted'], n.data ->> 'state') - 1, x.revision,
        a.id, x.slot, case when x.leased_at is not null then gen_random_uuid() end, x.leased_at, x.deadline,
        d.id, x.propensity, x.eligible, x.fallback, x.condition
      from numbered_place n cross join lateral jsonb_to_record(n.data)
          as x(presentation smallint[], revision int, slot smallint, leased_at timestamptz,
            deadline timestamptz, propensity real, eligible int, fallback bool, condition jsonb)
        left join written_annotator a on a.pseudonym = n.data ->> 'annotator'
        left join draw_policy d on d.name = n.data ->> 'policy'
      order by n.line
      """;

  public static final String VOTES =
      """
      insert into vote (study, number, place, comparison, annotator, revision, key, body_hash, withdrawn,
        purpose, presentation, study_version, consent_version, policy, propensity, eligible, fallback,
        leased_at, shown_at, sent_at, active_ms, source, comment, answers, condition, erased_at, undo)
      select :study, x.number, n.id, n.comparison, a.id, x.revision, x.key,
        decode(md5(r.data ->> 'judgements'), 'hex'), x.withdrawn,
        array_position(array['regular', 'gold', 'repeat', 'swapped_repeat'], r.data ->> 'purpose'),
        x.presentation, x.study_version, x.consent_version, d.id, x.propensity, x.eligible, x.fallback,
        x.leased_at, x.shown_at, x.sent_at, x.active_ms, x.source, x.comment, x.answers, x.condition,
        x.erased_at, coalesce(x.undo, false)
      from in_row r cross join lateral jsonb_to_record(r.data)
          as x(number bigint, revision int, key uuid, withdrawn bool, presentation smallint[],
            study_version int, consent_version int, propensity real, eligible int, fallback bool,
            leased_at timestamptz, shown_at timestamptz, sent_at timestamptz, active_ms int, source text,
            comment text, answers jsonb, condition jsonb, erased_at timestamptz, undo bool)
        join numbered_place n
          on n.external_id = r.data ->> 'comparison' and n.n = (r.data ->> 'place')::int
        left join written_annotator a on a.pseudonym = r.data ->> 'annotator'
        left join draw_policy d on d.name = r.data ->> 'policy'
      where r.file = :votes_file order by r.line
      """;

  public static final String JUDGEMENTS =
      """
      insert into judgement (study, number, criterion, first, second, outcome, strength, weight)
      select :study, (r.data ->> 'number')::bigint, k.ordinal, x.first, x.second,
        array_position(array['first', 'second', 'tie', 'both_bad'], x.outcome), x.strength,
        coalesce(x.weight, 1)
      from in_row r cross join lateral jsonb_to_recordset(r.data -> 'judgements')
          as x(criterion text, first smallint, second smallint, outcome text, strength smallint, weight real)
        left join criterion k on k.study = :study and k.name = x.criterion
      where r.file = :votes_file
      """;

  public static final String EVENTS =
      """
      insert into study_event (study, number, kind, annotator, detail, at)
      select :study, x.number, x.kind, a.id, x.detail, x.at
      from in_row r cross join lateral jsonb_to_record(r.data)
          as x(number bigint, kind text, detail jsonb, at timestamptz)
        left join annotator a on a.study = :study and a.pseudonym = r.data ->> 'annotator'
      where r.file = :events_file
      """;

  public static final String SKIPS =
      """
      insert into skip (annotator, comparison, reason, at)
      select a.id, c.id, x.reason, x.at
      from in_row r cross join lateral jsonb_to_record(r.data) as x(reason text, at timestamptz)
        join annotator a on a.study = :study and a.pseudonym = r.data ->> 'annotator'
        join comparison c on c.study = :study and c.external_id = r.data ->> 'comparison'
      where r.file = :skips_file
      """;
}
