package dev.agon.server.training.registry;

import dev.agon.server.job.JobSql;

/** Statements about trained versions, who answers, and what is to be annotated again. */
final class ModelSql {
  private ModelSql() {}

  /**
   * Writes a version and ends its job if the lease is still held, all in one statement. $1 to $3
   * the lease, $4 job, $5 encoder, $6 its version, $7 settings, $8 seed, $9 watermark, $10
   * snapshot, $11 excluded, $12 criteria, $13 pairs, $14 device, $15 seconds, $16 card, $17
   * generators, $18 artifact, $19 its sum, $20 doubtful comparisons, $21 whether it is promoted at
   * once, $22 its files.
   */
  static final String WRITE =
      "with "
          + JobSql.LOCKED_UNDER_FENCE
          + """
          , open as materialized (
            select j.id, held.study from job j join held on j.id = held.id
            where j.id = $4 and j.ended_at is null
          ), next as materialized (
            select open.study, coalesce((
              select max(version) from reward_model where study = open.study), 0) + 1 as version
            from open
          ), before as materialized (
            select m.version from reward_model m join open on m.study = open.study
            where m.state = 'promoted'
          ), retired as (
            update reward_model m set state = 'retired' from open
            where $21 and m.study = open.study and m.state = 'promoted'
            returning m.version
          ), written as (
            insert into reward_model (study, version, state, run, encoder, encoder_version, settings,
              seed, watermark, snapshot, excluded, criteria, pairs, device, seconds, card, generators,
              artifact, artifact_sha256, fence)
            select next.study, next.version, case when $21 then 'promoted' else 'candidate' end, $4,
              $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $3
            from next
            returning study, version
          ), promotion as (
            insert into reward_promotion (study, version, replaced, actor)
            select study, version, (select version from before), 'policy' from written where $21
            returning id
          ), kept as (
            insert into reward_model_files (study, version, content)
            select study, version, $22 from written
          ), discarded as (
            update reward_model m set discarded_at = now() from written w
            where m.study = w.study and m.version <= w.version - 20 and m.state = 'candidate'
              and m.discarded_at is null and not exists (
                select from reward_promotion p where p.study = m.study and p.version = m.version)
            returning m.study, m.version
          ), emptied as (
            delete from reward_model_files f using discarded d
            where f.study = d.study and f.version = d.version
          ), doubtful as (
            insert into annotate_again as a
              (study, comparison, criterion, version, bucket, strength, deviation)
            select w.study, d.comparison, d.criterion, w.version, d.bucket, d.strength, d.deviation
            from written w, jsonb_to_recordset($20) as d (comparison bigint, criterion smallint,
              bucket text, strength double precision, deviation double precision)
            on conflict (study, comparison, criterion) do update
              set version = excluded.version, bucket = excluded.bucket,
                strength = excluded.strength, deviation = excluded.deviation
              where a.opened_at is null
            returning a.comparison
          ), settled as (
            delete from annotate_again a using written w
            where a.study = w.study and a.opened_at is null and not exists (
              select from jsonb_to_recordset($20) as d (comparison bigint, criterion smallint)
              where d.comparison = a.comparison and d.criterion = a.criterion)
            returning a.comparison
          ), ended as (
            update job j set state = 'done', result = jsonb_build_object('version', w.version),
              touched_at = clock_timestamp(), ended_at = clock_timestamp()
            from written w where j.id = $4
            returning j.id
          )
          select version from written
          """;

  private static final String MODEL =
      """
      select m.study, m.version, m.state, m.encoder, m.encoder_version, m.settings, m.seed,
        m.watermark, m.snapshot, m.excluded, m.criteria, m.pairs, m.device, m.seconds, m.card,
        m.generators, m.artifact, m.artifact_sha256, m.trained_at, m.discarded_at
      from reward_model m
      """;

  /** Newest first. $1 study, $2 rows. */
  static final String LIST = MODEL + " where m.study = $1 order by m.version desc limit $2";

  /** $1 study, $2 version. */
  static final String ONE = MODEL + " where m.study = $1 and m.version = $2";

  /** $1 study. */
  static final String PROMOTED = MODEL + " where m.study = $1 and m.state = 'promoted'";

  /** $1 study, $2 version. */
  static final String FILES =
      "select content from reward_model_files where study = $1 and version = $2";

  /** Folders of versions whose files are deleted, the newest first. $1 study, $2 rows. */
  static final String DISCARDED =
      """
      select artifact from reward_model
      where study = $1 and discarded_at is not null order by version desc limit $2
      """;

  /** The version that answers for the study of a slug, or a version by number. $1 slug, $2. */
  static final String ANSWERING =
      """
      select s.id as study, m.version, m.criteria
      from study s
      left join reward_model m on m.study = s.id
        and case when $2::integer is null then m.state = 'promoted' else m.version = $2 end
      where s.slug = $1
      """;

  /**
   * Puts version $2 of study $1 in the place of the promoted one, which the caller believes to be
   * $4 (null for none). $3 who does it, $5 whether it is going back.
   */
  static final String PROMOTE =
      """
      with wanted as materialized (
        select study, version from reward_model
        where study = $1 and version = $2 and state <> 'promoted' and discarded_at is null
        for update
      ), before as materialized (
        select version from reward_model where study = $1 and state = 'promoted' for update
      ), agreed as materialized (
        select study, version from wanted
        where (select version from before) is not distinct from $4::integer
      ), retired as (
        update reward_model m set state = 'retired' from agreed
        where m.study = agreed.study and m.state = 'promoted'
      ), promoted as (
        update reward_model m set state = 'promoted' from agreed
        where m.study = agreed.study and m.version = agreed.version
      )
      insert into reward_promotion (study, version, replaced, actor, back)
      select study, version, (select version from before), $3, $5 from agreed
      returning version
      """;

  /** What the promoted version of study $1 had replaced when it was promoted. */
  static final String REPLACED =
      """
      select p.replaced from reward_promotion p
      join reward_model m on m.study = p.study and m.version = p.version and m.state = 'promoted'
      where p.study = $1 and not p.back order by p.id desc limit 1
      """;

  /** $1 study, $2 rows. */
  static final String PROMOTIONS =
      """
      select version, replaced, back, actor, at from reward_promotion
      where study = $1 order by id desc limit $2
      """;

  /** The board's ratings of study $1 by criterion and generator, and all generators' names. */
  static final String RATINGS =
      """
      select g.id, g.name, c.ordinal as criterion, (
        select (i ->> 'rating')::double precision
        from leaderboard l, jsonb_array_elements(l.result -> 'all' -> 'items') i
        where l.study = g.study and l.criterion = c.ordinal
          and (i ->> 'generator')::bigint = g.id) as rating
      from generator g join criterion c on c.study = g.study
      where g.study = $1 order by g.id, c.ordinal
      """;

  /** Doubtful comparisons that are not open yet, the most doubtful first. $1 study, $2 rows. */
  static final String DOUBTFUL =
      """
      select a.comparison, a.criterion, k.name as criterion_name, a.version, a.bucket, a.strength,
        a.deviation, c.external_id, p.text as prompt,
        p.turns::text as prompt_turns, p.language as prompt_language,
        array(select r.turns::text from unnest(c.responses) with ordinality u (response, position)
          join response r on r.id = u.response order by u.position) as turns,
        array(select r.language from unnest(c.responses) with ordinality u (response, position)
          join response r on r.id = u.response order by u.position) as languages,
        array(select r.text from unnest(c.responses) with ordinality u (response, position)
          join response r on r.id = u.response order by u.position) as texts,
        array(select g.name from unnest(c.responses) with ordinality u (response, position)
          join response r on r.id = u.response join generator g on g.id = r.generator
          order by u.position) as generators,
        (select count(*) from place l where l.comparison = a.comparison and l.state = 2) as votes,
        (select count(*) from place l where l.comparison = a.comparison and l.state < 2) as free
      from annotate_again a
      join comparison c on c.id = a.comparison
      join prompt p on p.id = c.prompt
      left join criterion k on k.study = a.study and k.ordinal = a.criterion
      where a.study = $1 and a.opened_at is null
      order by a.bucket desc, a.strength limit $2
      """;

  /** How many are doubtful and how many were opened. $1 study. */
  static final String DOUBTFUL_COUNTS =
      """
      select count(*) filter (where opened_at is null and bucket = 'mislabelled') as mislabelled,
        count(*) filter (where opened_at is null and bucket = 'ambiguous') as ambiguous,
        count(*) filter (where opened_at is not null) as opened
      from annotate_again where study = $1
      """;

  /**
   * Opens $3 more regular places of each of the comparisons $2 that are in the queue, their orders
   * going round. $1 study.
   */
  static final String OPEN_AGAIN =
      """
      with chosen as materialized (
        update annotate_again a set opened_at = now(), opened = $3
        where a.study = $1 and a.comparison = any($2) and a.opened_at is null
        returning a.comparison
      ), c as materialized (
        select k.id, k.matchup, cardinality(k.responses) as n,
          (select count(*) from place p where p.comparison = k.id) as present
        from comparison k
        where k.study = $1 and k.id in (select comparison from chosen)
      ), added as (
        insert into place (study, comparison, matchup, presentation)
        select $1, c.id, c.matchup, array(
          select ((c.id + c.present + k + g) % c.n + 1)::smallint
          from generate_series(0, c.n - 1) g order by g)
        from c, generate_series(1, $3::int) k
        returning comparison
      ), wanted as (
        update comparison k set wanted = k.wanted + $3 from c where k.id = c.id
      )
      select (select count(*) from c) as comparisons, (select count(*) from added) as places
      """;
}
