package dev.agon.server.exchange.load;

/** Statements that read staged answers by a study's form. */
final class AnswerSql {
  private AnswerSql() {}

  static final String TABLE =
      """
      create temp table in_judgement (
        seq bigint not null, criterion smallint not null, first smallint not null,
        second smallint not null, outcome smallint not null, strength smallint, weight real not null)
      """;

  /** $1 study. */
  static final String FORM = "select form::text from study where id = ?";

  /** $1 study. */
  static final String CRITERIA = "select name, ordinal from criterion where study = ?";

  /** What is new, with what lay before the annotator, in the comparison's own order. */
  static final String ANSWERS =
      """
      select v.seq, v.file, v.line, v.col, v.answers, p.text, p.language,
        array(select r.text from unnest(c.responses) with ordinality u(id, ord)
          join response r on r.id = u.id order by u.ord) as texts,
        array(select r.language from unnest(c.responses) with ordinality u(id, ord)
          join response r on r.id = u.id order by u.ord) as languages
      from new_vote v join comparison c on c.id = v.comparison join prompt p on p.id = c.prompt
      order by v.seq
      """;

  static final String ADD =
      """
      insert into in_judgement (seq, criterion, first, second, outcome, strength, weight)
      values (?, ?, ?, ?, ?, ?, ?)
      """;

  static final String CANONICAL = "update new_vote set answers = ? where seq = ?";
}
