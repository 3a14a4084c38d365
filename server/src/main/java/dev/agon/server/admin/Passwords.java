package dev.agon.server.admin;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.BCrypt.Version;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategy;
import dev.agon.server.http.FairTurns;
import dev.agon.server.http.input.HttpProblem;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Hashes passwords with bcrypt, on threads of their own: a quarter of the processors, so that draws
 * and votes go on whatever is guessed. Beyond these, tries wait in turn by who makes them.
 */
final class Passwords {
  static final int COST = 12;
  static final int LEAST_LENGTH = 12;
  static final int MOST_LENGTH = 200;
  private static final int MOST_WAITING = 64;
  private static final int RETRY_SECONDS = 2;
  private static final int THREADS =
      Math.clamp(Runtime.getRuntime().availableProcessors() / 4, 1, 4);

  // Beyond bcrypt's 72 bytes a password is hashed first, not cut.
  private static final LongPasswordStrategy LONG =
      LongPasswordStrategies.hashSha512(Version.VERSION_2A);

  private final WorkerExecutor workers;
  private final FairTurns turns =
      new FairTurns(THREADS, MOST_WAITING, () -> HttpProblem.unavailable(RETRY_SECONDS));
  private final int cost;
  private final String nobody;

  /**
   * @param cost the binary logarithm of bcrypt's rounds
   */
  Passwords(Vertx vertx, int cost) {
    this.workers = vertx.createSharedWorkerExecutor("passwords", THREADS);
    this.cost = cost;
    // Well-formed, and of no password: comparing with it takes the full time.
    this.nobody = "$2a$%02d$".formatted(cost) + ".".repeat(53);
  }

  /**
   * The hash of a new password.
   *
   * @param path of the shares of who chose it
   */
  Future<String> hash(List<String> path, String password) {
    return run(
        path,
        () -> BCrypt.with(Version.VERSION_2A, LONG).hashToString(cost, password.toCharArray()));
  }

  /**
   * Whether the password fits; takes as long when there is no hash because there is no admin.
   *
   * @param path of the shares of who tries
   */
  Future<Boolean> matches(List<String> path, String password, @Nullable String hash) {
    return run(
        path,
        () -> {
          boolean same =
              BCrypt.verifyer(Version.VERSION_2A, LONG)
                  .verify(password.toCharArray(), hash == null ? nobody : hash)
                  .verified;
          return same && hash != null;
        });
  }

  /**
   * What is wrong with a new password.
   *
   * @param path of the shares of who chose it
   * @param about words that its owner would think of first
   */
  Future<PasswordStrength> strength(List<String> path, String password, List<String> about) {
    return run(path, () -> PasswordStrength.of(password, about));
  }

  private <T> Future<T> run(List<String> path, Callable<T> work) {
    return turns.run(path, () -> workers.executeBlocking(work, false));
  }
}
