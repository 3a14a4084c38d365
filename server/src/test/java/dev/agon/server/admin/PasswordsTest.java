package dev.agon.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.http.input.HttpProblem;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
class PasswordsTest {
  private final Vertx vertx = Vertx.vertx();
  private static final List<String> HERE = List.of("127.0.0.0/24", "127.0.0.1");
  private final Passwords passwords = new Passwords(vertx, Passwords.COST);
  private final Passwords quick = new Passwords(vertx, 6);

  @AfterAll
  void close() {
    vertx.close().await();
  }

  @Test
  void hashes_at_cost_12_with_a_salt_of_its_own() {
    String hash = passwords.hash(HERE, "correct horse battery").await();

    assertThat(hash).startsWith("$2a$12$");
    assertThat(passwords.hash(HERE, "correct horse battery").await()).isNotEqualTo(hash);
    assertThat(passwords.matches(HERE, "correct horse battery", hash).await()).isTrue();
    assertThat(passwords.matches(HERE, "correct horse buttery", hash).await()).isFalse();
  }

  @Test
  void takes_as_long_where_there_is_no_admin() {
    String hash = passwords.hash(HERE, "correct horse battery").await();

    assertThat(passwords.matches(HERE, "nobody has this password", null).await()).isFalse();
    double ratio = (double) nanos(null) / nanos(hash);
    assertThat(ratio).isBetween(0.2, 5.0);
  }

  @Test
  void a_flood_from_one_network_makes_no_password_of_another_fail_nor_wait_long() {
    List<Future<Boolean>> flood = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      List<String> from = List.of("127.1.0.0/24", "127.1.0." + i % 200);
      flood.add(quick.matches(from, "guess " + i, null));
    }
    Future<String> other = quick.hash(List.of("127.2.0.0/24", "127.2.0.1"), "a password");
    long first = flood.stream().filter(Future::isComplete).count();

    assertThat(other.await()).isNotEmpty();

    assertThat(flood)
        .filteredOn(Future::failed)
        .hasSizeGreaterThan(200)
        .allSatisfy(f -> assertThat(f.cause()).isInstanceOf(HttpProblem.class));
    // The other's turn came long before those who had asked earlier were all done.
    long done = flood.stream().filter(Future::isComplete).count();
    assertThat(done - first).isLessThan(60);
    Future.join(flood).otherwiseEmpty().await();
    assertThat(quick.hash(HERE, "again").await()).isNotEmpty();
  }

  @Test
  void other_work_does_not_wait_for_passwords() {
    List<Future<Boolean>> flood = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      flood.add(passwords.matches(HERE, "guess", null));
    }
    assertThat(vertx.executeBlocking(() -> "drawn", false).await()).isEqualTo("drawn");
    assertThat(flood).anyMatch(f -> !f.isComplete());
    Future.join(flood.subList(0, 2)).await();
  }

  /** The best of three: other work on the machine only makes it longer. */
  private long nanos(@Nullable String hash) {
    return IntStream.range(0, 3)
        .mapToLong(
            i -> {
              long started = System.nanoTime();
              passwords.matches(HERE, "wrong", hash).await();
              return System.nanoTime() - started;
            })
        .min()
        .orElseThrow();
  }
}
