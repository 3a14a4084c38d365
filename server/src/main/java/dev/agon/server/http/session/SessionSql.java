package dev.agon.server.http.session;

/** The statements of sessions and tokens. */
final class SessionSql {
  private SessionSql() {}

  private static final String HOLDER =
      """
      select s.admin, a.name, n.id as annotator, n.study, t.slug, n.kind,
             n.excluded_at is not null as excluded, n.pseudonym, %s
      from %s s
      left join admin a on a.id = s.admin
      left join annotator n on n.id = s.annotator
      left join study t on t.id = n.study
      where s.secret_hash = $1 and n.erased_at is null and %s
      """;

  static final String SESSION =
      HOLDER.formatted(
          "s.seen_at < now() - interval '1 day' as stale, s.plain_name",
          "session",
          "s.expires_at > now()");

  static final String TOKEN =
      HOLDER.formatted("false as stale, false as plain_name", "api_token", "s.revoked_at is null");

  static final String OPEN =
      """
      insert into session (secret_hash, admin, annotator, expires_at, plain_name)
      values ($1, $2, $3, now() + make_interval(days => $4), $5)
      """;

  static final String EXTEND =
      """
      update session set seen_at = now(), expires_at = now() + make_interval(days => $2),
        plain_name = plain_name and $3
      where secret_hash = $1
      """;

  static final String CLOSE = "delete from session where secret_hash = $1";

  static final String CLOSE_ADMIN = "delete from session where admin = $1";

  static final String CLOSE_EXPIRED = "delete from session where expires_at <= now()";

  static final String ADD_TOKEN =
      "insert into api_token (secret_hash, admin, annotator, name) values ($1, $2, $3, $4)";
}
