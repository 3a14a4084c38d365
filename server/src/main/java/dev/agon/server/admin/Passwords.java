package dev.agon.server.admin;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.BCrypt.Version;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategy;
import dev.agon.server.http.HttpProblem;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Hashes passwords with bcrypt, off the event loop, a few at a time. */
final class Passwords {
  static final int COST = 12;
  static final int LEAST_LENGTH = 12;
  static final int MOST_LENGTH = 200;
  private static final int AT_A_TIME = 4;
  // Beyond bcrypt's 72 bytes a password is hashed first, not cut.
  private static final LongPasswordStrategy LONG =
      LongPasswordStrategies.hashSha512(Version.VERSION_2A);

  private final Vertx vertx;
  private final int cost;
  private final String nobody;
  private final AtomicInteger running = new AtomicInteger();

  /**
   * @param cost the binary logarithm of bcrypt's rounds
   */
  Passwords(Vertx vertx, int cost) {
    this.vertx = vertx;
    this.cost = cost;
    // Well-formed, and of no password: comparing with it takes the full time.
    this.nobody = "$2a$%02d$".formatted(cost) + ".".repeat(53);
  }

  Future<String> hash(String password) {
    return run(
        () -> BCrypt.with(Version.VERSION_2A, LONG).hashToString(cost, password.toCharArray()));
  }

  /** Whether the password fits; takes as long when there is no hash because there is no admin. */
  Future<Boolean> matches(String password, @Nullable String hash) {
    return run(
        () -> {
          boolean same =
              BCrypt.verifyer(Version.VERSION_2A, LONG)
                  .verify(password.toCharArray(), hash == null ? nobody : hash)
                  .verified;
          return same && hash != null;
        });
  }

  private <T> Future<T> run(Callable<T> work) {
    if (running.incrementAndGet() > AT_A_TIME) {
      running.decrementAndGet();
      return Future.failedFuture(HttpProblem.unavailable(1));
    }
    return vertx.executeBlocking(work, false).onComplete(done -> running.decrementAndGet());
  }
}
