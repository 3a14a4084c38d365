package dev.agon.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.http.HttpProblem;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PasswordsTest {
  private final Vertx vertx = Vertx.vertx();
  private final Passwords passwords = new Passwords(vertx, Passwords.COST);

  @AfterAll
  void close() {
    vertx.close().await();
  }

  @Test
  void hashes_at_cost_12_with_a_salt_of_its_own() {
    String hash = passwords.hash("correct horse battery").await();

    assertThat(hash).startsWith("$2a$12$");
    assertThat(passwords.hash("correct horse battery").await()).isNotEqualTo(hash);
    assertThat(passwords.matches("correct horse battery", hash).await()).isTrue();
    assertThat(passwords.matches("correct horse buttery", hash).await()).isFalse();
  }

  @Test
  void takes_as_long_where_there_is_no_admin() {
    String hash = passwords.hash("correct horse battery").await();

    assertThat(passwords.matches("nobody has this password", null).await()).isFalse();
    double ratio = (double) nanos(null) / nanos(hash);
    assertThat(ratio).isBetween(0.2, 5.0);
  }

  @Test
  void turns_away_more_than_a_few_at_a_time() {
    List<Future<String>> all =
        IntStream.range(0, 10).mapToObj(i -> passwords.hash("password " + i)).toList();
    Future.join(all).otherwiseEmpty().await();

    assertThat(all).filteredOn(Future::succeeded).hasSize(4);
    assertThat(all)
        .filteredOn(Future::failed)
        .allSatisfy(f -> assertThat(f.cause()).isInstanceOf(HttpProblem.class));
    assertThat(passwords.hash("again").await()).isNotEmpty();
  }

  /** The best of three: other work on the machine only makes it longer. */
  private long nanos(@Nullable String hash) {
    return IntStream.range(0, 3)
        .mapToLong(
            i -> {
              long started = System.nanoTime();
              passwords.matches("wrong", hash).await();
              return System.nanoTime() - started;
            })
        .min()
        .orElseThrow();
  }
}
