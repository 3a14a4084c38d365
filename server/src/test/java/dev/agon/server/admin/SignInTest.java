package dev.agon.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.http.TestSite;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.sqlclient.Tuple;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Somebody guesses passwords from networks of their own; the admin signs in meanwhile. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
class SignInTest {
  private static final String PASSWORD = "correct horse battery";
  private static final Duration LONGEST = Duration.ofMillis(100);
  private static final int AT_ONCE = 12;

  private TestSite site;
  private AdminAccountStore admins;
  private TestSite.Elsewhere mallory;
  private TestSite.Elsewhere ada;
  private volatile boolean guessing;
  private final List<Future<?>> guesses = new ArrayList<>();
  private final List<Integer> answers = new ArrayList<>();

  @BeforeAll
  void serve() {
    site =
        TestSite.with(
            test ->
                new AdminAccounts(
                        new Passwords(test.vertx, 5),
                        new SignInPace(
                            test.vertx,
                            new SignInPace.Limits(
                                5, Duration.ofHours(1), 20, Duration.ofHours(1), LONGEST)),
                        test.pages,
                        new AdminAccountStore(test.pool),
                        new AuditStore(test.pool),
                        test.store,
                        test.sessions)
                    ::mount);
    admins = new AdminAccountStore(site.pool);
    mallory = site.from("127.1.0.9");
    ada = site.from("127.2.0.1");
  }

  @BeforeEach
  void ada() {
    site.pool
        .query("truncate admin, admin_link, admin_device, session, audit restart identity cascade")
        .execute()
        .await();
    site.store.forget();
  }

  @AfterEach
  void stopGuessing() {
    guessing = false;
    Future.join(List.copyOf(guesses)).otherwiseEmpty().await();
    guesses.clear();
    answers.clear();
  }

  @AfterAll
  void close() {
    mallory.close();
    ada.close();
    site.close();
  }

  @Test
  void guesses_at_her_name_never_keep_the_admin_out_on_a_device_where_she_has_signed_in() {
    String name = enter("Ada");
    String device = TestSite.cookie(signIn(ada, name, ""), "agon_device");
    guess(mallory, i -> name);

    for (int i = 0; i < 15; i++) {
      // From a network of the guesser's own, too: the device is what is counted.
      TestSite.Elsewhere at = i % 2 == 0 ? ada : mallory;
      assertThat(signIn(at, name, device).statusCode()).isEqualTo(303);
    }
    assertThat(seen()).contains(422).doesNotContain(303);
  }

  @Test
  void guesses_at_her_name_never_keep_the_admin_out_on_a_new_device_elsewhere() {
    String name = enter("Ada");
    guess(mallory, i -> name);

    for (int i = 0; i < 15; i++) {
      assertThat(signIn(ada, name, "").statusCode()).isEqualTo(303);
    }
    assertThat(seen()).contains(422, 429).doesNotContain(303, 503);
  }

  @Test
  void guesses_at_names_that_nobody_has_never_keep_the_admin_out_elsewhere() {
    String name = enter("Ada");
    guess(mallory, i -> "nobody " + i);

    for (int i = 0; i < 15; i++) {
      assertThat(signIn(ada, name, "").statusCode()).isEqualTo(303);
    }
    assertThat(seen()).contains(422);
  }

  @Test
  void a_new_device_in_the_guesser_s_own_network_gets_in_after_a_bounded_wait() {
    String name = enter("Ada");
    for (int i = 0; i < 25; i++) {
      assertThat(post(mallory, "nobody " + i, "guess", "").await().statusCode()).isEqualTo(422);
    }
    try (TestSite.Elsewhere neighbour = site.from("127.1.0.77")) {
      long started = System.nanoTime();
      assertThat(signIn(neighbour, name, "").statusCode()).isEqualTo(303);
      assertThat(System.nanoTime() - started).isGreaterThanOrEqualTo(LONGEST.toNanos());
    }
  }

  @Test
  void guesses_are_slowed_alike_at_a_name_that_is_an_admin_s_and_at_one_that_is_nobody_s() {
    String name = enter("Ada");
    for (String tried : List.of(name, "Nobody" + System.nanoTime())) {
      try (TestSite.Elsewhere fresh = site.from("127.3.0." + tried.length())) {
        for (int i = 0; i < 5; i++) {
          assertThat(post(fresh, tried, "guess", "").await().statusCode()).isEqualTo(422);
        }
        long started = System.nanoTime();
        assertThat(post(fresh, tried, "guess", "").await().statusCode()).isEqualTo(422);
        assertThat(System.nanoTime() - started).isGreaterThanOrEqualTo(LONGEST.toNanos());
      }
    }
  }

  @Test
  void of_many_tries_at_a_time_from_one_address_a_few_wait_and_the_rest_are_told_when_to_come() {
    String name = "Eve" + System.nanoTime();
    for (int i = 0; i < 5; i++) {
      post(mallory, name, "guess", "").await();
    }
    List<Future<HttpResponse<Buffer>>> tries = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      tries.add(post(mallory, name, "guess", ""));
    }
    Future.join(tries).await();
    List<Integer> statuses = tries.stream().map(f -> f.result().statusCode()).toList();

    assertThat(statuses).containsOnly(422, 429);
    assertThat(statuses.stream().filter(status -> status == 429).count()).isGreaterThan(10);
    assertThat(
            tries.stream()
                .map(Future::result)
                .filter(answer -> answer.statusCode() == 429)
                .allMatch(answer -> answer.getHeader("Retry-After") != null))
        .isTrue();
  }

  @Test
  void a_device_counts_for_its_own_admin_only_and_is_forgotten_with_the_password() {
    String name = enter("Ada");
    String device = TestSite.cookie(signIn(ada, name, ""), "agon_device");
    String secret = device.split("=", 2)[1];
    assertThat(
            count(
                "select count(*) from admin_device where secret_hash = sha256($1::text::bytea)",
                secret))
        .isEqualTo(1);
    assertThat(
            count(
                "select count(*) from admin_device d where d::text like '%' || $1 || '%'", secret))
        .isZero();
    assertThat(admins.byName(name, secret).await().orElseThrow().knownDevice()).isTrue();
    assertThat(admins.byName(name, "forged").await().orElseThrow().knownDevice()).isFalse();
    assertThat(admins.byName(name, null).await().orElseThrow().knownDevice()).isFalse();
    String other = enter("Bob");
    assertThat(admins.byName(other, secret).await().orElseThrow().knownDevice()).isFalse();

    enterAs(name);

    assertThat(admins.byName(name, secret).await().orElseThrow().knownDevice()).isFalse();
  }

  @Test
  void of_an_admin_s_devices_the_last_twenty_are_known() {
    String name = enter("Ada");
    long id = admins.byName(name, null).await().orElseThrow().id();
    String first = admins.addDevice(id).await();
    for (int i = 0; i < 20; i++) {
      admins.addDevice(id).await();
    }
    assertThat(admins.byName(name, first).await().orElseThrow().knownDevice()).isFalse();
    assertThat(count("select count(*) from admin_device where $1 <> ''", "x")).isEqualTo(20);
  }

  /** Several wrong passwords at a time, one after the other, until the test ends. */
  private void guess(TestSite.Elsewhere from, IntFunction<String> name) {
    guessing = true;
    for (int i = 0; i < AT_ONCE; i++) {
      guesses.add(next(from, name, i));
    }
    // The guesser's own buckets are empty from here on.
    while (seen().size() < 30) {
      Thread.onSpinWait();
    }
  }

  private Future<?> next(TestSite.Elsewhere from, IntFunction<String> name, int i) {
    return post(from, name.apply(i), "guess number " + i, "")
        .compose(
            answer -> {
              synchronized (answers) {
                answers.add(answer.statusCode());
              }
              return guessing ? next(from, name, i + AT_ONCE) : Future.succeededFuture();
            });
  }

  private List<Integer> seen() {
    synchronized (answers) {
      return List.copyOf(answers);
    }
  }

  /** Makes an admin of a name that no other test has used. */
  private String enter(String name) {
    String unique = name + " " + System.nanoTime();
    enterAs(unique);
    return unique;
  }

  private void enterAs(String name) {
    String link = "/admin/enter/" + admins.addLink().await();
    String form =
        "name=" + encode(name) + "&password=" + encode(PASSWORD) + "&confirm=" + encode(PASSWORD);
    assertThat(site.postForm(link, "", form).statusCode()).isEqualTo(303);
  }

  private HttpResponse<Buffer> signIn(TestSite.Elsewhere from, String name, String cookie) {
    return post(from, name, PASSWORD, cookie).await();
  }

  private Future<HttpResponse<Buffer>> post(
      TestSite.Elsewhere from, String name, String password, String cookie) {
    return from.postForm(
        "/admin/login", cookie, "name=" + encode(name) + "&password=" + encode(password));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private long count(String sql, String argument) {
    return site.pool
        .preparedQuery(sql)
        .execute(Tuple.of(argument))
        .await()
        .iterator()
        .next()
        .getLong(0);
  }
}
