package dev.agon.cli.demo;

/** Statements that complete the sample study after its import. */
final class DemoSql {
  private DemoSql() {}

  /** Sets every column of the study that {@code $2} (JSON) names, and publishes it. */
  static final String SETTINGS =
      """
      update study s set
        question = d.question, guidelines = d.guidelines, consent = d.consent, language = d.language,
        allow_tie = d.allow_tie, allow_both_bad = d.allow_both_bad, lease_seconds = d.lease_seconds,
        votes_per_annotator = d.votes_per_annotator, board_visibility = d.board_visibility,
        blinding = d.blinding, undo_seconds = d.undo_seconds, board_method = d.board_method,
        preliminary_below = d.preliminary_below
      from jsonb_populate_record(null::study, $2) d
      where s.id = $1
      """;

  static final String CRITERION =
      "update criterion set name = $2, question = $3 where study = $1 and ordinal = 1";

  static final String GENERATOR =
      """
      update generator g set kind = $3, metadata = $5, parent = (
        select id from generator p where p.study = g.study and p.name = $4)
      where g.study = $1 and g.name = $2
      """;

  /** The member and its new token; older tokens of it end. */
  static final String MEMBER =
      """
      with a as (
        insert into annotator (study, pseudonym, kind, consent_version, consented_at)
        select $1, $2, 'simulated', s.consent_version, now() from study s where s.id = $1
        on conflict (study, pseudonym) do update set kind = 'simulated'
        returning id),
      reads as (
        insert into annotator_language (annotator, tag, level) select id, '*', 3 from a
        on conflict do nothing),
      ended as (
        update api_token t set revoked_at = now() from a
        where t.annotator = a.id and t.revoked_at is null)
      insert into api_token (secret_hash, annotator, name) select $3, id, 'demo crowd' from a
      """;

  static final String STUDY = "select id, join_code, state from study where slug = $1";
}
