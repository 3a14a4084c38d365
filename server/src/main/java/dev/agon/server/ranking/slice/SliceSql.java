package dev.agon.server.ranking.slice;

import dev.agon.server.core.Annotators;
import dev.agon.server.core.StandingVotes;

/** Statements that read parts of a study's votes. */
final class SliceSql {
  private SliceSql() {}

  /**
   * Every judgement that stands at number $2 of study $1 under criterion $3, as {@link
   * StandingVotes} means it: of prompts in language $4 and category $5, by annotators of group $6
   * and kind $7, sent on the days $8 to $9; null for any.
   */
  private static final String JUDGED =
      StandingVotes.EXCLUDED
          + """
          , standing as (
            select v.number, v.annotator, v.comparison, v.presentation, v.sent_at from vote v
            where v.study = $1 and v.purpose in (1, 2)
              and ($8::date is null or v.sent_at >= ($8::date at time zone 'UTC'))
              and ($9::date is null or v.sent_at < (($9::date + 1) at time zone 'UTC'))
              and %s
          ), judged as (
            select c.number, c.annotator, a.kind, c.comparison, c.sent_at, k.prompt,
              f.id as first_response, s.id as second_response,
              f.generator as first, s.generator as second, j.outcome, j.weight,
              j.first as first_place, j.second as second_place,
              array_position(c.presentation, j.first) < array_position(c.presentation, j.second)
                as first_shown_first
            from standing c
            join judgement j on j.study = $1 and j.number = c.number and j.criterion = $3
            join annotator a on a.id = c.annotator
            join comparison k on k.id = c.comparison
            join response f on f.id = k.responses[j.first]
            join response s on s.id = k.responses[j.second]
            join prompt p on p.id = k.prompt
            where f.generator <> s.generator
              and c.annotator not in (select annotator from excluded)
              and ($4::text is null or p.language = $4)
              and ($5::text is null or p.metadata ->> 'category' = $5)
              and ($6::text is null or a.metadata ->> 'group' = $6)
              and ($7::text is null or a.kind = $7)
          )
          """
              .formatted(StandingVotes.STANDS);

  /**
   * The judgements of a slice in the order of numbers. $1 to $9 as above, $10 the features of style
   * that are asked for, each counted once a response.
   */
  static final String JUDGEMENTS =
      JUDGED
          + """
          , feature as materialized (
            select id, case when 'length' = any($10::text[]) then length(text) else 0 end as length,
              case when 'headers' = any($10::text[]) then style_headers(text) else 0 end as headers,
              case when 'bold' = any($10::text[]) then style_bold(text) else 0 end as bold,
              case when 'lists' = any($10::text[]) then style_lists(text) else 0 end as lists
            from response where study = $1 and cardinality($10::text[]) > 0
          )
          select annotator, kind, comparison, first, second, outcome, weight, number, sent_at,
            first_shown_first, f.length, f.headers, f.bold, f.lists,
            s.length, s.headers, s.bold, s.lists
          from judged
          left join feature f on f.id = first_response
          left join feature s on s.id = second_response
          order by number, first_place, second_place
          """;

  /** The last number of study $1 that is more than a day old; null when there is none. */
  static final String DAY_BEFORE =
      """
      select number from vote
      where study = $1 and sent_at < now() - interval '1 day' order by number desc limit 1
      """;

  /** Where generator $2 of study $1 comes from. */
  static final String LINEAGE =
      """
      select g.name, g.kind, g.parent, p.name as parent_name,
        array(select c.id from generator c where c.parent = g.id order by c.id) as children,
        array(select c.name from generator c where c.parent = g.id order by c.id) as child_names
      from generator g left join generator p on p.id = g.parent
      where g.study = $1 and g.id = $2
      """;

  /** How far the kept boards of study $1 count. */
  static final String WATERMARK =
      "select coalesce(max(watermark), 0) as watermark from leaderboard where study = $1";

  /** What study $1 can be sliced by, with how many prompts or annotators there are of each. */
  static final String CHOICES =
      """
      select 'language' as name, language as value, count(*) as n from prompt
      where study = $1 group by language
      union all
      select 'category', metadata ->> 'category', count(*) from prompt
      where study = $1 and metadata ->> 'category' is not null group by 2
      union all
      select 'group', a.metadata ->> 'group', count(*) from annotator a
      where a.study = $1 and a.metadata ->> 'group' is not null and %s group by 2
      union all
      select 'kind', kind, count(*) from annotator where study = $1 group by kind
      order by 1, 3 desc, 2
      """
          .formatted(Annotators.COUNTS);

  /**
   * Comparisons of generators $10 and $11 in a slice, $1 to $9, those that $10 wins most clearly
   * first. $12 rows, $13 rows to leave out before them.
   */
  static final String VERSUS =
      JUDGED
          + """
          , told as (
            select comparison, prompt, first_response as mine, second_response as theirs, outcome
            from judged where first = $10 and second = $11
            union all
            select comparison, prompt, second_response, first_response,
              case when outcome <= 2 then 3 - outcome else outcome end
            from judged where first = $11 and second = $10
          )
          select p.text as prompt, p.language, m.text as mine, t.text as theirs,
            count(*) filter (where outcome = 1) as wins,
            count(*) filter (where outcome = 2) as losses,
            count(*) filter (where outcome = 3) as ties,
            count(*) filter (where outcome = 4) as both_bad,
            count(*) over () as comparisons
          from told
          join prompt p on p.id = told.prompt
          join response m on m.id = told.mine
          join response t on t.id = told.theirs
          group by told.comparison, p.id, m.id, t.id
          order by count(*) filter (where outcome = 1) - count(*) filter (where outcome = 2) desc,
            count(*) desc, told.comparison
          limit $12 offset $13
          """;
}
