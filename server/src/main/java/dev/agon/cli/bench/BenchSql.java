package dev.agon.cli.bench;

/** Statements that make a study for a load run and check it afterwards. */
final class BenchSql {
  private BenchSql() {}

  static final String STUDY =
      """
      insert into study (slug, name, state, overlap, lease_seconds, join_code, board_code, board_visibility,
        published_at)
      values ($1, 'Load run', 'running', $2, $3, $4, $5, 'public', now()) returning id
      """;

  /** $1 study, $2 generators, $3 prompts, $4 overlap; one statement a part, in order. */
  static final String[] PARTS = {
    "insert into study_clock (study) values ($1)",
    "insert into study_version (study, version, settings) values ($1, 1, '{}')",
    "insert into criterion (study, ordinal, name) values ($1, 1, 'overall')",
  };

  static final String GENERATORS =
      "insert into generator (study, name) select $1, 'generator ' || g from generate_series(1, $2) g";

  static final String PROMPTS =
      """
      insert into prompt (study, external_id, text)
      select $1, 'p' || p, 'Which of the two is better, number ' || p || '?'
      from generate_series(1, $2) p
      """;

  static final String RESPONSES =
      """
      insert into response (study, prompt, generator, text)
      select $1, p.id, g.id, repeat('An answer of some length, like many that people compare. ', 8)
      from prompt p, generator g where p.study = $1 and g.study = $1
      """;

  static final String MATCHUPS =
      """
      insert into matchup (study, generators)
      select $1, array[a.id, b.id] from generator a join generator b on a.id < b.id
      where a.study = $1 and b.study = $1
      """;

  static final String COMPARISONS =
      """
      insert into comparison (study, external_id, prompt, responses, matchup, wanted)
      select $1, p.external_id || ':' || m.id, p.id, array[a.id, b.id], m.id, $2
      from prompt p join matchup m on m.study = $1
        join response a on a.prompt = p.id and a.generator = m.generators[1]
        join response b on b.prompt = p.id and b.generator = m.generators[2]
      where p.study = $1
      """;

  static final String PLACES =
      """
      insert into place (study, comparison, matchup, presentation)
      select $1, c.id, c.matchup,
        case when (k + c.id) % 2 = 0 then '{1,2}'::smallint[] else '{2,1}'::smallint[] end
      from comparison c, generate_series(1, $2) k where c.study = $1
      """;

  static final String ANNOTATORS =
      """
      with a as (
        insert into annotator (study, pseudonym, kind, consent_version, consented_at)
        select $1, 'load ' || encode(h, 'hex'), 'machine', 1, now() from unnest($2::bytea[]) h
        returning id, pseudonym)
      insert into api_token (secret_hash, annotator, name)
      select h, a.id, 'load run' from unnest($2::bytea[]) h
        join a on a.pseudonym = 'load ' || encode(h, 'hex')
      """;

  /** Each row of the answer is a broken promise and how often it is broken. $1 study. */
  static final String VIOLATIONS =
      """
      select 'numbers have holes or doubles' as promise, (
        select greatest(coalesce(max(number), 0), (select seq from study_clock where study = $1)) - count(*)
        from (select number from vote where study = $1 union all
          select number from study_event where study = $1) n) as broken
      union all select 'comparisons above their overlap', (
        select count(*) from (
          select c.id from comparison c join place p on p.comparison = c.id
          where c.study = $1 and p.state > 0 group by c.id, c.wanted having count(*) > c.wanted) x)
      union all select 'annotators twice on one comparison', (
        select count(*) from (
          select annotator, comparison from place
          where study = $1 and state > 0 group by 1, 2 having count(*) > 1) x)
      union all select 'places whose revision is not their highest vote', (
        select count(*) from place p where p.study = $1
          and p.revision <> coalesce((select max(v.revision) from vote v where v.place = p.id), 0))
      union all select 'places with two votes of one revision', (
        select count(*) from (
          select place, revision from vote where study = $1 group by 1, 2 having count(*) > 1) x)
      union all select 'votes without a judgement', (
        select count(*) from vote v where v.study = $1 and not v.withdrawn
          and not exists (select from judgement j where j.study = $1 and j.number = v.number))
      union all select 'voted places without a standing vote', (
        select count(*) from place p where p.study = $1 and p.state = 2 and not exists (
          select from vote v where v.place = p.id and v.revision = p.revision and not v.withdrawn))
      union all select 'annotators with more than two drawn leases', (
        select count(*) from (
          select annotator from place where study = $1 and state = 1 and slot > 0
          group by 1 having count(*) > 2) x)
      """;

  static final String BARE_TABLE =
      """
      create table bare_vote (
        id bigint generated always as identity primary key,
        key uuid not null unique default gen_random_uuid(),
        study bigint not null, place bigint not null, annotator bigint not null,
        outcome smallint not null, sent_at timestamptz not null default now())
      """;

  static final String RECEIPTS = "select key, number from vote where study = $1";

  static final String STANDING =
      """
      select count(*) from place p join vote v on v.place = p.id and v.revision = p.revision
      where p.study = $1 and not v.withdrawn and p.purpose <= 2
      """;

  static final String BOARD =
      """
      select watermark, (result -> 'all' ->> 'votes')::bigint as votes from leaderboard
      where study = $1 and criterion = 1
      """;

  static final String CLOCK = "select seq from study_clock where study = $1";
}
