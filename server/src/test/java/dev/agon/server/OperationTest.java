package dev.agon.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.config.OperationConfig;
import dev.agon.server.config.Role;
import dev.agon.server.config.ServerConfig;
import dev.agon.server.sql.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a process tells those who run it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperationTest {
  private static final Duration DRAIN = Duration.ofSeconds(2);

  private final TestDatabase database = TestDatabase.create();
  private final HttpClient client = HttpClient.newHttpClient();
  private Main main;

  @BeforeAll
  void start() {
    main = start(Duration.ZERO);
  }

  private Main start(Duration drain) {
    return Main.start(
        new ServerConfig(
                "127.0.0.1", 0, null, "", false, EnumSet.of(Role.WEB, Role.RANKER), null, 8, 1)
            .withOperation(new OperationConfig("127.0.0.1", 0, drain)),
        database.address());
  }

  @AfterAll
  void close() {
    main.close().await();
    database.close();
  }

  private HttpResponse<String> get(String url) {
    try {
      return client.send(
          HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private HttpResponse<String> managed(String path) {
    return managed(main, path);
  }

  private HttpResponse<String> managed(Main process, String path) {
    return get(process.managementUrl().orElseThrow() + path);
  }

  @Test
  void a_process_that_serves_lives_and_is_ready() {
    assertThat(managed("/health/live").statusCode()).isEqualTo(200);
    HttpResponse<String> ready = managed("/health/ready");

    assertThat(ready.statusCode()).isEqualTo(200);
    assertThat(new JsonObject(ready.body()).getString("status")).isEqualTo("UP");
    HttpResponse<String> open = get(main.config().url("/health/ready"));
    assertThat(open.statusCode()).isEqualTo(200);
    assertThat(open.body()).isEqualTo("ready");
  }

  @Test
  void a_database_without_a_migration_is_named_by_its_version_on_the_management_port_only() {
    change("checksum + 1");
    try {
      Awaitility.await().until(() -> managed("/health/ready").statusCode() == 503);
      assertThat(managed("/health/ready").body()).contains("migrations", "077");
      HttpResponse<String> open = get(main.config().url("/health/ready"));
      assertThat(open.statusCode()).isEqualTo(503);
      assertThat(open.body()).isEqualTo("not ready");
      assertThat(managed("/health/live").statusCode()).isEqualTo(200);
    } finally {
      change("checksum - 1");
    }
    Awaitility.await().until(() -> managed("/health/ready").statusCode() == 200);
  }

  private void change(String checksum) {
    main.pool()
        .query("update flyway_schema_history set checksum = " + checksum + " where version = '077'")
        .execute()
        .await();
  }

  @Test
  void
      a_process_that_is_told_to_stop_is_not_ready_first_and_answers_until_balancers_have_noticed() {
    Main other = start(DRAIN);
    Future<Void> closing = other.close();

    Awaitility.await().until(() -> managed(other, "/health/ready").statusCode() == 503);
    assertThat(managed(other, "/health/ready").body()).contains("the process was told to stop");
    assertThat(get(other.config().url("/health/ready")).statusCode()).isEqualTo(503);
    assertThat(get(other.config().url("/")).statusCode()).isEqualTo(200);
    closing.await();
  }

  @Test
  void a_stop_leaves_no_folder_for_uploads_behind() throws IOException {
    Set<Path> before = uploadFolders();
    Main other = start(Duration.ZERO);
    Set<Path> made = uploadFolders();
    made.removeAll(before);
    for (Path folder : made) {
      Files.writeString(folder.resolve("waiting"), "an upload");
    }

    other.close().await();

    // Other processes on this machine may have made one meanwhile.
    assertThat(made).anyMatch(Files::notExists);
  }

  private static Set<Path> uploadFolders() throws IOException {
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return all.filter(path -> path.getFileName().toString().startsWith("agon-uploads"))
          .collect(Collectors.toSet());
    }
  }

  @Test
  void metrics_name_what_is_watched_and_no_address_that_was_asked_for() {
    get(main.config().url("/studies/a-secret-study/board?who=somebody"));
    String metrics = managed("/metrics").body();

    assertThat(metrics)
        .contains(
            "agon_vote_commit_seconds_bucket",
            "agon_group_commit_waiting{kind=\"votes\"}",
            "agon_board_behind 0.0",
            "agon_board_age_seconds 0.0",
            "agon_stream_readers",
            "agon_event_loop_delay_seconds",
            "vertx_pool_in_use{pool_name=\"planned ONCE\",pool_type=\"sql\"}",
            "vertx_http_server_response_time_seconds",
            "jvm_memory_used_bytes")
        .doesNotContain("secret", "somebody", database.address().database(), "127.0.0.1");
  }
}
