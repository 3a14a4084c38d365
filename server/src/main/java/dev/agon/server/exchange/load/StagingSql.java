package dev.agon.server.exchange.load;

import java.util.List;

/** The session's own tables that hold what files say, until it is checked and written. */
final class StagingSql {
  private StagingSql() {}

  static final String PROMPT =
      "in_prompt (seq, file, line, col, id, text, language, tags, turns, metadata)";
  static final String RESPONSE =
      "in_response (seq, file, line, col, prompt, generator, sample, text, language, turns, metadata)";
  static final String PAIR =
      "in_pair (seq, file, line, col, id, prompt, left_name, left_sample, right_name, right_sample)";
  static final String VOTE =
      """
      in_vote (seq, file, line, col, comparison, prompt, left_name, left_sample, right_name, right_sample,
        outcome, annotator, sent_at, comment, answers)""";

  static final List<String> TABLES =
      List.of(
          """
          create temp table in_prompt (
            seq bigint not null, file int not null, line bigint not null, col int not null,
            id text not null, text text not null, language text, tags jsonb, turns jsonb, metadata jsonb)
          """,
          """
          create temp table in_response (
            seq bigint not null, file int not null, line bigint not null, col int not null,
            prompt text not null, generator text not null, sample int not null, text text not null,
            language text, turns jsonb, metadata jsonb)
          """,
          """
          create temp table in_pair (
            seq bigint not null, file int not null, line bigint not null, col int not null,
            id text, prompt text not null, left_name text not null, left_sample int not null,
            right_name text not null, right_sample int not null)
          """,
          """
          create temp table in_vote (
            seq bigint not null, file int not null, line bigint not null, col int not null,
            comparison text, prompt text, left_name text, left_sample int, right_name text,
            right_sample int, outcome smallint, annotator text, sent_at timestamptz,
            comment text, answers text)
          """);

  static final String ANALYZE = "analyze in_prompt, in_response, in_pair, in_vote";
}
