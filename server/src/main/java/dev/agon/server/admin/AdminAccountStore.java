package dev.agon.server.admin;

import dev.agon.server.http.session.Secrets;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Admins, their one-time links and their tokens as rows. */
public final class AdminAccountStore {
  /**
   * What a sign-in is checked against.
   *
   * @param id the admin's row
   * @param passwordHash a bcrypt hash
   * @param knownDevice whether the admin has signed in on this device before
   */
  record Account(long id, String passwordHash, boolean knownDevice) {}

  /**
   * A bearer token that still opens.
   *
   * @param id the hash under which it is stored, as hexadecimal digits
   * @param name what its maker called it
   * @param createdAt when it was made
   */
  record Token(String id, String name, OffsetDateTime createdAt) {}

  /** How long a device is known after it was last used: as long as browsers keep cookies. */
  static final Duration DEVICE_LIFE = Duration.ofDays(400);

  private final Pool pool;

  /** A store on a database. */
  public AdminAccountStore(Pool pool) {
    this.pool = pool;
  }

  /** Makes a link that enters once within 24 hours and answers its secret. */
  public Future<String> addLink() {
    String secret = Secrets.create();
    return pool.preparedQuery(AdminSql.ADD_LINK).execute(Tuple.of(hash(secret))).map(secret);
  }

  /** Whether anybody can sign in. */
  public Future<Boolean> hasAdmins() {
    return pool.query(AdminSql.HAS_ADMINS)
        .execute()
        .map(rows -> rows.iterator().next().getBoolean("any"));
  }

  Future<Boolean> linkIsOpen(String secret) {
    return pool.preparedQuery(AdminSql.LINK_IS_OPEN)
        .execute(Tuple.of(hash(secret)))
        .map(rows -> rows.size() > 0);
  }

  /** Uses a link up and answers the admin that was made or reset; empty when it was used before. */
  Future<Optional<Long>> enter(String secret, String name, String passwordHash) {
    return pool.preparedQuery(AdminSql.ENTER)
        .execute(Tuple.of(hash(secret), name, passwordHash))
        .map(rows -> first(rows).map(row -> row.getLong("id")));
  }

  /**
   * The account of a name.
   *
   * @param device the secret of the device from which it is asked for
   */
  Future<Optional<Account>> byName(String name, @Nullable String device) {
    return pool.preparedQuery(AdminSql.BY_NAME)
        .execute(Tuple.of(name, device == null ? null : hash(device)))
        .map(
            rows ->
                first(rows)
                    .map(
                        row ->
                            new Account(
                                row.getLong("id"),
                                row.getString("password_hash"),
                                row.getBoolean("known_device"))));
  }

  /** Remembers a device on which an admin has signed in and answers its secret. */
  Future<String> addDevice(long admin) {
    String secret = Secrets.create();
    return pool.preparedQuery(AdminSql.ADD_DEVICE)
        .execute(Tuple.of(hash(secret), admin, (int) DEVICE_LIFE.toDays()))
        .map(secret);
  }

  /** Notes that a device is used. */
  Future<String> seeDevice(String secret) {
    return pool.preparedQuery(AdminSql.SEE_DEVICE)
        .execute(Tuple.of(hash(secret), (int) DEVICE_LIFE.toDays()))
        .map(secret);
  }

  /** Forgets all devices of an admin. */
  Future<Void> forgetDevices(long admin) {
    return pool.preparedQuery(AdminSql.FORGET_DEVICES).execute(Tuple.of(admin)).mapEmpty();
  }

  Future<List<Token>> tokens(long admin) {
    return pool.preparedQuery(AdminSql.TOKENS)
        .execute(Tuple.of(admin))
        .map(rows -> stream(rows).map(AdminAccountStore::token).toList());
  }

  /** Revokes a token of an admin and answers its name; empty when they have no such token. */
  Future<Optional<String>> revokeToken(long admin, String id) {
    return pool.preparedQuery(AdminSql.REVOKE_TOKEN)
        .execute(Tuple.of(id, admin))
        .map(rows -> first(rows).map(row -> row.getString("name")));
  }

  private static Token token(Row row) {
    return new Token(
        row.getString("id"), row.getString("name"), row.getOffsetDateTime("created_at"));
  }

  private static Optional<Row> first(RowSet<Row> rows) {
    return stream(rows).findFirst();
  }

  private static java.util.stream.Stream<Row> stream(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false);
  }

  private static Buffer hash(String secret) {
    return Buffer.buffer(Secrets.hash(secret));
  }
}
