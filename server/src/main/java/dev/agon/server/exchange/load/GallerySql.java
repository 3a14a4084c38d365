package dev.agon.server.exchange.load;

/**
 * Statements that make one comparison of all responses to each prompt of the files. Placeholders as
 * in {@link VoteImportSql}.
 */
final class GallerySql {
  private GallerySql() {}

  /** Prompts with at least two responses whose responses are not compared together yet. */
  static final String GALLERIES =
      """
      create temp table gallery as
      select g.*, case when length(g.prompt_id) <= 295 then g.prompt_id || ': all'
          else 'c-' || md5(g.prompt_id) end as id
      from (
        select k.prompt, k.prompt_id, array_agg(k.id order by k.id) as responses,
          array_agg(k.generator order by k.generator, k.id) as generators
        from known_response k group by k.prompt, k.prompt_id) g
      where cardinality(g.responses) >= 2 and not exists (
        select from comparison c where c.study = :study and c.prompt = g.prompt
          and c.responses @> g.responses and c.responses <@ g.responses)
      """;

  static final String TOO_LARGE =
      """
      select 0, 0::bigint, 0, format('prompt "%s" has %s responses: at most 8 can be compared together',
        left(prompt_id, 80), cardinality(responses))
      from gallery where cardinality(responses) > 8
      """;

  static final String MATCHUPS =
      """
      insert into matchup (study, generators) select distinct :study, generators from gallery
      on conflict (study, generators) do nothing
      """;

  static final String COMPARISONS =
      """
      insert into comparison (study, external_id, prompt, responses, matchup, wanted)
      select :study, g.id, g.prompt, g.responses, m.id, :overlap
      from gallery g join matchup m on m.study = :study and m.generators = g.generators
      order by g.prompt
      """;

  /** Which response a place shows first goes round, starting at another one for each comparison. */
  static final String PLACES =
      """
      insert into place (study, comparison, matchup, presentation)
      select :study, c.id, c.matchup,
        array(select ((c.id + k + i) % cardinality(c.responses) + 1)::smallint
          from generate_series(0, cardinality(c.responses) - 1) i order by i)
      from gallery g join comparison c on c.study = :study and c.external_id = g.id
        cross join lateral generate_series(1, c.wanted) k
      order by c.id, k
      """;
}
