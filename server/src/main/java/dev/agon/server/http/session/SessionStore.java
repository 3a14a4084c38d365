package dev.agon.server.http.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Sessions and bearer tokens as rows that hold only hashes. Answers are remembered for a few
 * seconds, so that a busy caller costs no query each time; a revocation holds everywhere after that
 * time.
 */
public final class SessionStore {
  static final Duration LIFE = Duration.ofDays(30);
  private static final Duration REMEMBERED = Duration.ofSeconds(4);
  private static final int MOST_REMEMBERED = 50_000;

  /**
   * Who holds a secret.
   *
   * @param caller anonymous when the secret opens nothing
   * @param stale whether the session has not been extended for a day
   * @param plain whether the browser may send the secret under a bare name
   */
  record Holder(Caller caller, boolean stale, boolean plain) {
    static final Holder NOBODY = new Holder(Caller.ANONYMOUS, false, false);
  }

  private final Pool pool;
  private final Cache<String, Holder> remembered =
      Caffeine.newBuilder()
          .expireAfterWrite(REMEMBERED)
          .maximumSize(MOST_REMEMBERED)
          .executor(Runnable::run)
          .build();

  /** A store on a database. */
  public SessionStore(Pool pool) {
    this.pool = pool;
  }

  /**
   * Who holds the secret of a session.
   *
   * @param fresh whether the database is asked whatever is remembered
   */
  Future<Holder> session(String secret, boolean fresh) {
    return remembered("s" + secret, fresh, () -> holder(SessionSql.SESSION, secret));
  }

  /**
   * Who holds a bearer token.
   *
   * @param fresh whether the database is asked whatever is remembered
   */
  Future<Holder> token(String secret, boolean fresh) {
    return remembered("t" + secret, fresh, () -> holder(SessionSql.TOKEN, secret));
  }

  /** Makes a bearer token for an annotator, mostly a machine, and answers its secret. */
  public Future<String> addAnnotatorToken(long annotator, String name) {
    return addToken(null, annotator, name);
  }

  /** Makes a bearer token for an admin and answers its secret. */
  public Future<String> addAdminToken(long admin, String name) {
    return addToken(admin, null, name);
  }

  /** Ends a session. */
  public Future<Void> close(String secret) {
    forget();
    return pool.preparedQuery(SessionSql.CLOSE).execute(Tuple.of(hash(secret))).mapEmpty();
  }

  /** Ends all sessions of an admin, on every device. */
  public Future<Void> closeAdmin(long admin) {
    forget();
    return pool.preparedQuery(SessionSql.CLOSE_ADMIN).execute(Tuple.of(admin)).mapEmpty();
  }

  /** Deletes sessions that have ended by themselves; answers how many. */
  public Future<Integer> closeExpired() {
    return pool.query(SessionSql.CLOSE_EXPIRED).execute().map(RowSet::rowCount);
  }

  /** Drops what is remembered, so that the next requests ask the database. */
  public void forget() {
    remembered.invalidateAll();
  }

  /**
   * Extends a session that is used.
   *
   * @param plain whether the secret still came under a bare name
   */
  Future<Void> extend(String secret, boolean plain) {
    return pool.preparedQuery(SessionSql.EXTEND)
        .execute(Tuple.of(hash(secret), (int) LIFE.toDays(), plain))
        .mapEmpty();
  }

  /**
   * Starts a session of an admin or of an annotator and answers its secret.
   *
   * @param plain whether the secret is sent under a bare name
   */
  Future<String> open(@Nullable Long admin, @Nullable Long annotator, boolean plain) {
    String secret = Secrets.create();
    return pool.preparedQuery(SessionSql.OPEN)
        .execute(Tuple.of(hash(secret), admin, annotator, (int) LIFE.toDays(), plain))
        .map(secret);
  }

  private Future<String> addToken(@Nullable Long admin, @Nullable Long annotator, String name) {
    String secret = "agon_" + Secrets.create();
    return pool.preparedQuery(SessionSql.ADD_TOKEN)
        .execute(Tuple.of(hash(secret), admin, annotator, name))
        .map(secret);
  }

  private Future<Holder> remembered(
      String key, boolean fresh, java.util.function.Supplier<Future<Holder>> otherwise) {
    Holder known = fresh ? null : remembered.getIfPresent(key);
    return known == null
        ? otherwise.get().onSuccess(holder -> remember(key, holder))
        : Future.succeededFuture(known);
  }

  private void remember(String key, Holder holder) {
    // A stale one is asked again, so that it is extended once and then seen as fresh. What opens
    // nothing is not kept either: made-up secrets would push out real ones.
    if (holder.caller() == Caller.ANONYMOUS) {
      remembered.invalidate(key);
    } else if (!holder.stale()) {
      remembered.put(key, holder);
    }
  }

  private Future<Holder> holder(String sql, String secret) {
    return pool.preparedQuery(sql)
        .execute(Tuple.of(hash(secret)))
        .map(
            rows -> {
              Iterator<Row> row = rows.iterator();
              return row.hasNext() ? holder(row.next()) : Holder.NOBODY;
            });
  }

  private static Holder holder(Row row) {
    boolean stale = row.getBoolean("stale");
    Long admin = row.getLong("admin");
    boolean plain = row.getBoolean("plain_name");
    if (admin != null) {
      return new Holder(new Caller.Admin(admin, row.getString("name")), stale, plain);
    }
    return new Holder(
        new Caller.Annotator(
            row.getLong("annotator"),
            row.getLong("study"),
            row.getString("slug"),
            row.getString("kind"),
            row.getBoolean("excluded"),
            row.getString("pseudonym")),
        stale,
        plain);
  }

  private static Buffer hash(String secret) {
    return Buffer.buffer(Secrets.hash(secret));
  }
}
