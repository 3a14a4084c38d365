package dev.agon.server.admin;

/** The statements of admins. */
final class AdminSql {
  private AdminSql() {}

  static final String ADD_LINK =
      "insert into admin_link (secret_hash, expires_at) values ($1, now() + interval '24 hours')";

  static final String LINK_IS_OPEN =
      "select 1 from admin_link where secret_hash = $1 and used_at is null and expires_at > now()";

  /** The row lock on the link lets one of several concurrent posts through. */
  static final String ENTER =
      """
      with used as (
        update admin_link set used_at = now()
        where secret_hash = $1 and used_at is null and expires_at > now()
        returning secret_hash)
      insert into admin (name, password_hash) select $2, $3 from used
      on conflict (name) do update set password_hash = excluded.password_hash
      returning id
      """;

  static final String BY_NAME =
      """
      select a.id, a.password_hash, exists (
          select 1 from admin_device d
          where d.secret_hash = $2 and d.admin = a.id and d.expires_at > now()) as known_device
      from admin a where a.name = $1
      """;

  /** Of an admin's devices the last twenty that were used are kept. */
  static final String ADD_DEVICE =
      """
      with old as (
        delete from admin_device where expires_at <= now() or secret_hash in (
          select secret_hash from admin_device where admin = $2 order by seen_at desc offset 19))
      insert into admin_device (secret_hash, admin, expires_at)
      values ($1, $2, now() + make_interval(days => $3))
      """;

  static final String SEE_DEVICE =
      """
      update admin_device set seen_at = now(), expires_at = now() + make_interval(days => $2)
      where secret_hash = $1
      """;

  static final String FORGET_DEVICES = "delete from admin_device where admin = $1";

  static final String HAS_ADMINS = "select exists (select 1 from admin) as any";

  static final String TOKENS =
      """
      select encode(secret_hash, 'hex') as id, name, created_at
      from api_token where admin = $1 and revoked_at is null order by created_at desc, id
      """;

  static final String REVOKE_TOKEN =
      """
      update api_token set revoked_at = now()
      where secret_hash = decode($1, 'hex') and admin = $2 and revoked_at is null
      returning name
      """;

  static final String AUDIT =
      "insert into audit (actor, action, study, detail) values ($1, $2, $3, $4)";

  static final String AUDIT_PAGE =
      """
      select a.id, a.at, a.actor, a.action, s.slug, s.name as study, a.detail
      from audit a left join study s on s.id = a.study
      where a.id < $1 and ($2::text is null or s.slug = $2)
      order by a.id desc limit $3
      """;
}
