package dev.agon.server.exchange.load;

/**
 * Statements that check staged votes, seat them on places and write them. {@code :study}, {@code
 * :overlap} and {@code :before} stand for numbers; {@code :kind} for an annotator kind's code.
 */
public final class VoteImportSql {
  private VoteImportSql() {}

  /** The comparisons that the votes can mean. */
  static final String KNOWN_COMPARISONS =
      """
      create temp table known_comparison as
      select c.id, c.external_id, c.matchup, c.responses[1] as r1, c.responses[2] as r2,
        cardinality(c.responses) as responses, p.external_id as prompt_id, ga.id as g1, ga.name as first_name,
        a.sample as first_sample, gb.id as g2, gb.name as second_name
      from (
        select x.id from (select distinct comparison from in_vote) i
          join comparison x on x.study = :study and x.external_id = i.comparison
        union
        select x.id from known_prompt i join comparison x on x.prompt = i.id) k
        join comparison c on c.id = k.id join prompt p on p.id = c.prompt
        join response a on a.id = c.responses[1] join generator ga on ga.id = a.generator
        join response b on b.id = c.responses[2] join generator gb on gb.id = b.generator
      """;

  /**
   * Votes with the comparison that they mean. {@code straight} says that the log shows the
   * comparison's own order.
   */
  static final String RESOLVED =
      """
      create temp table resolved_vote as
      select v.seq, v.file, v.line, v.col, v.comparison as given, v.prompt, v.left_name, v.right_name,
        v.outcome, v.annotator, v.sent_at, v.comment, v.answers, c.id as comparison, c.external_id, c.matchup,
        c.prompt_id, c.responses, c.first_name, c.second_name,
        case when v.left_name is null then true
          when c.first_name = v.left_name and c.second_name = v.right_name
            and (c.g1 <> c.g2 or c.first_sample = v.left_sample) then true
          when c.first_name = v.right_name and c.second_name = v.left_name then false end as straight
      from in_vote v left join known_comparison c on c.external_id = v.comparison
      where v.comparison is not null
      """;

  static final String RESOLVED_BY_SIDES =
      """
      insert into resolved_vote
      select v.seq, v.file, v.line, v.col, null, v.prompt, v.left_name, v.right_name, v.outcome,
        v.annotator, v.sent_at, v.comment, v.answers, coalesce(x.id, y.id), coalesce(x.external_id, y.external_id),
        coalesce(x.matchup, y.matchup), v.prompt, 2, v.left_name, v.right_name, x.id is not null
      from in_vote v
        join known_response a
          on a.prompt_id = v.prompt and a.generator_name = v.left_name and a.sample = v.left_sample
        join known_response b
          on b.prompt_id = v.prompt and b.generator_name = v.right_name and b.sample = v.right_sample
        left join known_comparison x on x.r1 = a.id and x.r2 = b.id and x.responses = 2
        left join known_comparison y on y.r1 = b.id and y.r2 = a.id and y.responses = 2
      where v.comparison is null
      """;

  static final String VOTES_WITHOUT_COMPARISON =
      """
      select file, line, col, format('there is no comparison "%s" in the study', left(given, 80))
      from resolved_vote where comparison is null
      """;

  static final String VOTES_ON_OTHER_RESPONSES =
      """
      select file, line, col, case
        when responses <> 2 then
          format('comparison "%s" has %s responses, not two', left(given, 80), responses)
        when prompt <> prompt_id then
          format('comparison "%s" is about prompt "%s", not "%s"', left(given, 80), left(prompt_id, 80),
            left(prompt, 80))
        else format('comparison "%s" compares "%s" with "%s", not "%s" with "%s"', left(given, 80),
          left(first_name, 80), left(second_name, 80), left(left_name, 80), left(right_name, 80)) end
      from resolved_vote
      where comparison is not null and answers is null
        and (responses <> 2 or prompt <> prompt_id or straight is null)
      """;

  /**
   * The key of a vote says what it is: comparison, annotator, order, outcome, time, comment, and
   * which of several equal ones it is.
   */
  static final String KEYED =
      """
      create temp table keyed_vote as
      select r.*, md5(concat_ws(chr(31), 'agon import', external_id, coalesce(annotator, ''), content,
        row_number() over (partition by comparison, annotator, content order by seq)))::uuid as key
      from (
        select r.*, concat_ws(chr(31), straight::text, outcome::text,
          coalesce(extract(epoch from sent_at)::text, ''), coalesce(md5(comment), ''),
          md5(answers)) as content
        from resolved_vote r) r
      """;

  static final String NEW_VOTES =
      """
      create temp table new_vote as
      select k.* from keyed_vote k
      where not exists (
        select from vote v where v.study = :study and v.source = 'import' and v.key = k.key)
      """;

  /** The votes of those who take part in a running study may wait for seconds, not for longer. */
  static final String TOO_MANY_WHILE_RUNNING =
      """
      select 0, 0::bigint, 0, format('%s votes at once would make the annotators of a running study wait: '
        'pause it first, or import at most 100000 at a time', n)
      from (select count(*) as n from new_vote) v
      where n > 100000 and exists (select from study where id = :study and state = 'running')
        and exists (
          select from annotator a where a.study = :study and (a.return_hash is not null
            or exists (select from api_token t where t.annotator = a.id and t.revoked_at is null)))
      """;

  static final String ANNOTATORS_THAT_JOINED =
      """
      select n.file, n.line, 0, format(
        'annotator "%s" joined this study in person: tell the log''s annotators apart by a prefix', n.annotator)
      from (select distinct on (annotator) annotator, file, line from new_vote order by annotator, seq) n
        join annotator a on a.study = :study and a.pseudonym = n.annotator
      where a.return_hash is not null
      """;

  static final String ANNOTATORS =
      """
      insert into annotator (study, pseudonym, kind, language)
      select :study, n.annotator, ':kind', s.language
      from (select annotator, min(seq) as seq from new_vote where annotator is not null group by annotator) n
        join study s on s.id = :study
      where not exists (select from annotator a where a.study = :study and a.pseudonym = n.annotator)
      order by n.seq
      """;

  /** Who voted without a name is somebody else each time. */
  static final String NAME_ANONYMOUS =
      """
      update new_vote v set annotator = 'anonymous-' || (k.last + n.k)
      from (select seq, row_number() over (order by seq) as k from new_vote where annotator is null) n,
        (select coalesce(max(substring(pseudonym from '^anonymous-([0-9]{1,15})$')::bigint), 0) as last
          from annotator where study = :study) k
      where n.seq = v.seq
      """;

  /**
   * Locks the free places that the votes can fill; those that are being drawn are left alone, and
   * those that were voted on and given back, because their votes name them.
   */
  static final String FREE_PLACES =
      """
      create temp table free_place as
      select id, comparison, row_number() over (partition by comparison order by id) as k
      from (
        select p.id, p.comparison from place p
        where p.study = :study and p.state = 0 and p.purpose = 1 and p.revision = 0
          and p.comparison in (select comparison from new_vote)
        order by p.id for update of p skip locked) p
      """;

  /** An annotator's second vote on one comparison is a repeat, on a place of its own. */
  static final String SEATS =
      """
      create temp table seat as
      with v as (
        select n.*, a.id as annotator_id,
          case when row_number() over (partition by a.id, n.comparison order by n.seq) > 1
            or exists (
              select from place x
              where x.annotator = a.id and x.comparison = n.comparison and x.purpose <= 2)
            then 3 else 1 end as purpose
        from new_vote n join annotator a on a.study = :study and a.pseudonym = n.annotator),
      k as (select v.*, row_number() over (partition by comparison, purpose order by seq) as k from v)
      select coalesce(f.id, nextval(pg_get_serial_sequence('place', 'id'))) as place, f.id is null as added,
        row_number() over (order by k.seq) as number, k.comparison, k.matchup, k.annotator_id as annotator,
        k.purpose::smallint as purpose, k.key, decode(md5(k.content), 'hex') as body_hash,
        case when k.answers is not null
          then array(select i::smallint from generate_series(1, k.responses) i order by i)
          when k.straight then '{1,2}' else '{2,1}' end::smallint[] as presentation,
        (case when k.straight or k.outcome > 2 then k.outcome else 3 - k.outcome end)::smallint as outcome,
        k.sent_at, k.comment, k.answers, k.seq
      from k left join free_place f on f.comparison = k.comparison and f.k = k.k and k.purpose = 1
      """;

  static final String FILL_PLACES =
      """
      update place p set state = 2, revision = 1, annotator = s.annotator, presentation = s.presentation
      from seat s where p.id = s.place and not s.added
      """;

  static final String ADD_PLACES =
      """
      insert into place (id, study, comparison, matchup, purpose, presentation, state, revision, annotator)
      overriding system value
      select place, :study, comparison, matchup, purpose, presentation, 2, 1, annotator
      from seat where added order by place
      """;

  /** What is still wanted of the comparisons that are new; both orders in turn, from either. */
  static final String FREE_NEW_PLACES =
      """
      insert into place (study, comparison, matchup, presentation)
      select :study, c.id, c.matchup,
        case when (k + c.start) % 2 = 0 then '{1,2}' else '{2,1}' end::smallint[]
      from (
        select c.id, c.matchup, floor(random() * 2)::int as start, c.wanted - coalesce(s.n, 0) as missing
        from new_comparison n join comparison c on c.study = :study and c.external_id = n.id
          left join (select comparison, count(*) as n from seat where purpose = 1 group by comparison) s
            on s.comparison = c.id) c
        cross join lateral generate_series(1, c.missing) k
      order by c.id, k
      """;

  static final String WANTED =
      """
      update comparison c set wanted = x.n
      from (
        select p.comparison, count(*)::int as n from place p
        where p.purpose = 1 and p.comparison in (select comparison from seat where added)
        group by p.comparison) x
      where c.id = x.comparison and c.wanted < x.n
      """;

  /** Holds up the study's own votes from here to the commit. */
  public static final String NUMBERS =
      """
      update study_clock set seq = seq + (select count(*) from seat)
      where study = :study and exists (select from seat)
      returning seq - (select count(*) from seat)
      """;

  public static final String VOTES =
      """
      insert into vote (study, number, place, comparison, annotator, revision, key, body_hash, purpose,
        presentation, study_version, sent_at, source, comment, answers)
      select :study, :before + s.number, s.place, s.comparison, s.annotator, 1, s.key, s.body_hash, s.purpose,
        s.presentation, st.version, coalesce(s.sent_at, now()), 'import', s.comment, s.answers::jsonb
      from seat s join study st on st.id = :study order by s.number
      """;

  public static final String JUDGEMENTS =
      """
      insert into judgement (study, number, criterion, outcome)
      select :study, :before + number, 1, outcome from seat where answers is null order by number
      """;

  public static final String JUDGEMENTS_OF_ANSWERS =
      """
      insert into judgement (study, number, criterion, first, second, outcome, strength, weight)
      select :study, :before + s.number, j.criterion, j.first, j.second, j.outcome, j.strength, j.weight
      from in_judgement j join seat s on s.seq = j.seq order by s.number
      """;
}
