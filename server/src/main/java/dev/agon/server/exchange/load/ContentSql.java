package dev.agon.server.exchange.load;

/**
 * Statements that check and write staged prompts, generators, responses and comparisons. {@code
 * :study} and {@code :overlap} stand for numbers. Checks answer file, line, column and what is
 * wrong.
 *
 * <p>What the files speak of is gathered in temporary tables, which are analysed: of the study's
 * own tables the planner knows nothing that was written a moment ago, and to analyse them would
 * make other imports wait.
 */
final class ContentSql {
  private ContentSql() {}

  static final String FIRST_PROMPTS =
      """
      create temp table first_prompt as
      select distinct on (id) id, seq from in_prompt order by id, seq
      """;

  static final String PROMPTS_THAT_DIFFER =
      """
      select p.file, p.line, p.col,
        format('prompt "%s" has another text or language than in line %s', left(p.id, 80), f.line)
      from in_prompt p join first_prompt n using (id) join in_prompt f on f.seq = n.seq
      where p.seq <> n.seq and (p.text <> f.text or p.language <> f.language or p.turns is distinct from f.turns)
      """;

  static final String PROMPTS_THAT_DIFFER_FROM_STUDY =
      """
      select p.file, p.line, p.col,
        format('prompt "%s" has another text or language in the study', left(p.id, 80))
      from first_prompt n join in_prompt p using (seq)
        join prompt s on s.study = :study and s.external_id = p.id
      where s.text <> p.text or s.language <> p.language or s.turns is distinct from p.turns
      """;

  static final String PROMPTS =
      """
      insert into prompt (study, external_id, text, turns, language, metadata)
      select :study, p.id, p.text, p.turns, coalesce(p.language, s.language),
        case when p.tags is null then '{}' else jsonb_build_object('tags', p.tags) end
          || coalesce(p.metadata, '{}')
      from first_prompt n join in_prompt p using (seq) join study s on s.id = :study
      where not exists (select from prompt q where q.study = :study and q.external_id = p.id)
      order by p.seq
      """;

  static final String FIRST_RESPONSES =
      """
      create temp table first_response as
      select distinct on (prompt, generator, sample) prompt, generator, sample, seq
      from in_response order by prompt, generator, sample, seq
      """;

  static final String RESPONSES_THAT_DIFFER =
      """
      select r.file, r.line, r.col,
        format('the response of "%s" to prompt "%s" differs from that in line %s',
          left(r.generator, 80), left(r.prompt, 80), f.line)
      from in_response r join first_response n using (prompt, generator, sample)
        join in_response f on f.seq = n.seq
      where r.seq <> n.seq and (r.text <> f.text or r.language <> f.language or r.turns is distinct from f.turns)
      """;

  static final String RESPONSES_WITHOUT_PROMPT =
      """
      select r.file, r.line, r.col,
        format('prompt "%s" has no text, neither here nor in the study', left(r.prompt, 80))
      from first_response n join in_response r using (seq)
      where not exists (select from known_prompt q where q.external_id = r.prompt)
      """;

  static final String RESPONSES_THAT_DIFFER_FROM_STUDY =
      """
      select r.file, r.line, r.col,
        format('the response of "%s" to prompt "%s" differs from that in the study',
          left(r.generator, 80), left(r.prompt, 80))
      from first_response n join in_response r using (seq)
        join known_prompt p on p.external_id = r.prompt
        join generator g on g.study = :study and g.name = r.generator
        join response s on s.prompt = p.id and s.generator = g.id and s.sample = r.sample
      where s.text <> r.text or s.language <> r.language or s.turns is distinct from r.turns
      """;

  static final String GENERATORS =
      """
      insert into generator (study, name)
      select :study, n.generator from first_response n
      where not exists (select from generator g where g.study = :study and g.name = n.generator)
      group by n.generator order by min(n.seq)
      """;

  static final String RESPONSES =
      """
      insert into response (study, prompt, generator, sample, text, turns, language, metadata)
      select :study, p.id, g.id, r.sample, r.text, r.turns, coalesce(r.language, p.language),
        coalesce(r.metadata, '{}')
      from first_response n join in_response r using (seq)
        join known_prompt p on p.external_id = r.prompt
        join generator g on g.study = :study and g.name = r.generator
      where not exists (
        select from response s where s.prompt = p.id and s.generator = g.id and s.sample = r.sample)
      order by r.seq
      """;

  /** The prompts that the files speak of. */
  static final String KNOWN_PROMPTS =
      """
      create temp table known_prompt as
      select p.id, p.external_id, p.language
      from (
        select prompt from in_response union select prompt from in_pair
        union select prompt from in_vote where comparison is null) i
        join prompt p on p.study = :study and p.external_id = i.prompt
      """;

  /** All responses to them. */
  static final String KNOWN_RESPONSES =
      """
      create temp table known_response as
      select r.id, p.id as prompt, p.external_id as prompt_id, r.generator, g.name as generator_name, r.sample
      from known_prompt p join response r on r.prompt = p.id join generator g on g.id = r.generator
      """;

  /** Pairs as they stand in the files, with the responses that they mean. */
  static final String PAIRS =
      """
      create temp table wanted_pair as
      select i.seq, i.file, i.line, i.col, i.id, i.prompt as prompt_id, i.left_name, i.right_name,
        p.id as prompt, a.id as r1, b.id as r2, a.generator as g1, b.generator as g2
      from in_pair i
        left join known_prompt p on p.external_id = i.prompt
        left join known_response a
          on a.prompt_id = i.prompt and a.generator_name = i.left_name and a.sample = i.left_sample
        left join known_response b
          on b.prompt_id = i.prompt and b.generator_name = i.right_name and b.sample = i.right_sample
      """;

  /** Every two generators' responses to each prompt of the files. */
  static final String ALL_PAIRS =
      """
      insert into wanted_pair (prompt_id, prompt, r1, r2, g1, g2, left_name, right_name)
      select a.prompt_id, a.prompt, a.id, b.id, a.generator, b.generator, a.generator_name, b.generator_name
      from known_response a join known_response b on b.prompt = a.prompt and b.generator > a.generator
      """;

  static final String PAIRS_WITHOUT_RESPONSE =
      """
      select file, line, col,
        case when prompt is null then format('there is no prompt "%s"', left(prompt_id, 80))
          else format('there is no response of "%s" to prompt "%s"',
            left(case when r1 is null then left_name else right_name end, 80), left(prompt_id, 80)) end
      from wanted_pair where r1 is null or r2 is null
      """;

  static final String PAIRS_UNLIKE_THEIR_ID =
      """
      select w.file, w.line, w.col,
        format('comparison "%s" compares other responses in %s', left(w.id, 80),
          case when f.line is null then 'the study' else 'line ' || f.line end)
      from wanted_pair w
        left join lateral (
          select c.responses[1] as r1, c.responses[2] as r2, cardinality(c.responses) as n, null::bigint as line
          from comparison c where c.study = :study and c.external_id = w.id) k on true
        left join (
          select distinct on (id) id, line, r1, r2 from wanted_pair where id is not null order by id, seq
        ) f on f.id = w.id and k.r1 is null
      where w.id is not null and case when k.r1 is not null
        then k.n <> 2 or (least(w.r1, w.r2), greatest(w.r1, w.r2)) <> (least(k.r1, k.r2), greatest(k.r1, k.r2))
        else (least(w.r1, w.r2), greatest(w.r1, w.r2)) <> (least(f.r1, f.r2), greatest(f.r1, f.r2)) end
      """;

  static final String PAIRS_WITH_ANOTHER_ID =
      """
      select w.file, w.line, w.col,
        format('comparison "%s" has the same two responses as comparison "%s"', left(w.id, 80),
          left(coalesce(k.id, f.id), 80))
      from wanted_pair w
        left join lateral (
          select c.external_id as id from comparison c
          where c.study = :study and c.responses in (array[w.r1, w.r2], array[w.r2, w.r1])
          order by c.external_id <> w.id limit 1) k on true
        left join (
          select distinct on (least(r1, r2), greatest(r1, r2)) r1, r2, id
          from wanted_pair where id is not null order by least(r1, r2), greatest(r1, r2), seq
        ) f on (least(f.r1, f.r2), greatest(f.r1, f.r2)) = (least(w.r1, w.r2), greatest(w.r1, w.r2))
      where w.id is not null and coalesce(k.id, f.id) <> w.id
      """;

  static final String NEW_COMPARISONS =
      """
      create temp table new_comparison as
      select distinct on (least(r1, r2), greatest(r1, r2)) seq, prompt, r1, r2,
        least(g1, g2) as low, greatest(g1, g2) as high, prompt_id, left_name, right_name, id
      from wanted_pair w
      where not exists (
        select from comparison c
        where c.study = :study and c.responses in (array[w.r1, w.r2], array[w.r2, w.r1]))
      order by least(r1, r2), greatest(r1, r2), id is null, seq
      """;

  /** Made ids are short enough for an index whatever the names are. */
  static final String NAME_COMPARISONS =
      """
      update new_comparison n set id = case when length(m.id) <= 300 then m.id else 'c-' || md5(m.id) end
      from (
        select x.r1, x.r2, format('%s: %s, %s', x.prompt_id, x.left_name, x.right_name)
          || case when a.sample > 1 or b.sample > 1 then format(' (%s, %s)', a.sample, b.sample) else '' end as id
        from new_comparison x join known_response a on a.id = x.r1 join known_response b on b.id = x.r2
        where x.id is null) m
      where n.id is null and n.r1 = m.r1 and n.r2 = m.r2
      """;

  static final String MATCHUPS =
      """
      insert into matchup (study, generators)
      select distinct :study, array[low, high] from new_comparison
      on conflict (study, generators) do nothing
      """;

  static final String COMPARISONS =
      """
      insert into comparison (study, external_id, prompt, responses, matchup, wanted)
      select :study, n.id, n.prompt, array[n.r1, n.r2], m.id, :overlap
      from new_comparison n join matchup m on m.study = :study and m.generators = array[n.low, n.high]
      order by n.seq nulls last, n.prompt, n.r1, n.r2
      """;
}
