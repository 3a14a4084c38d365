package dev.agon.server.vote;

/** Statements behind an annotator's history. */
final class HistorySql {
  private HistorySql() {}

  /** What was asked and what may be answered. $1 study. */
  static final String STUDY =
      """
      select s.slug, s.name, s.state, s.question, s.allow_tie, s.allow_both_bad, s.form::text as form,
        s.show_agreement or s.show_own_board as own_figures,
        array(select c.ordinal from criterion c where c.study = s.id order by c.ordinal) as ordinals,
        array(select c.name from criterion c where c.study = s.id order by c.ordinal) as names,
        array(select c.question from criterion c where c.study = s.id order by c.ordinal) as questions
      from study s where s.id = $1
      """;

  private static final String STANDING =
      """
      select v.number, v.revision, v.sent_at, v.comment, v.presentation, v.answers::text as answers, p.token,
        left(m.text, 400) as prompt, m.language,
        array(select left(r.text, 200) from unnest(v.presentation) with ordinality u(position, ord)
          join response r on r.id = c.responses[u.position] order by u.ord) as beginnings,
        array(select r.language from unnest(v.presentation) with ordinality u(position, ord)
          join response r on r.id = c.responses[u.position] order by u.ord) as languages,
        array(select j.criterion from judgement j
          where j.study = v.study and j.number = v.number and j.first = 1 and j.second = 2
          order by j.criterion) as criteria,
        array(select j.outcome from judgement j
          where j.study = v.study and j.number = v.number and j.first = 1 and j.second = 2
          order by j.criterion) as outcomes
      from vote v
        join place p on p.id = v.place and p.revision = v.revision and p.annotator = v.annotator
        join comparison c on c.id = v.comparison
        join prompt m on m.id = c.prompt
      where v.annotator = $1 and p.state = 2 and p.token is not null and not v.withdrawn
      """;

  /** Standing votes, the last first. $1 annotator, $2 below this number, $3 how many. */
  static final String PAGE = STANDING + "and v.number < $2 order by v.number desc limit $3";

  /** The standing vote on one's own place. $1 annotator, $2 token. */
  static final String ONE = STANDING + "and p.token = $2";

  /**
   * Prompt and responses (in the comparison's order) of one's own place. $1 annotator, $2 token.
   */
  static final String PAIR =
      """
      select m.text as prompt, m.turns::text as prompt_turns, m.language as prompt_language, p.presentation,
        array(select r.turns::text from unnest(c.responses) with ordinality u(response, position)
          join response r on r.id = u.response order by u.position) as turns,
        array(select r.text from unnest(c.responses) with ordinality u(response, position)
          join response r on r.id = u.response order by u.position) as texts,
        array(select r.language from unnest(c.responses) with ordinality u(response, position)
          join response r on r.id = u.response order by u.position) as languages
      from place p
        join comparison c on c.id = p.comparison
        join prompt m on m.id = c.prompt
      where p.annotator = $1 and p.token = $2
      """;
}
