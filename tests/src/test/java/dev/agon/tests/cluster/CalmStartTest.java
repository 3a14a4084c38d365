package dev.agon.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.sql.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever starts Agon for the first time reads nothing that would worry them. */
class CalmStartTest {
  private static final Duration AFTER_THE_FIRST_VOTES = Duration.ofSeconds(5);

  @TempDir Path folder = Path.of("");

  private static void assertCalm(AgonProcess process) throws Exception {
    assertThat(process.log().lines())
        .noneMatch(line -> line.contains(" WARN ") || line.contains(" ERROR "));
  }

  /** Not ready first, still answering, and then an end that is no failure. */
  private static void assertStopsInOrder(AgonProcess web) throws Exception {
    assertThat(status(web.url() + "/health/ready")).isEqualTo(200);
    web.signal("TERM");
    Awaitility.await().until(() -> status(web.url() + "/health/ready") == 503);
    assertThat(status(web.url() + "/")).isEqualTo(200);
    assertThat(web.terminate()).isZero();
  }

  private static int status(String url) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  void the_demo_begins_and_goes_on_without_a_warning() throws Exception {
    try (AgonProcess demo = AgonProcess.demo(folder)) {
      Awaitility.await().during(AFTER_THE_FIRST_VOTES).untilAsserted(() -> assertCalm(demo));
      demo.terminate();
    }
  }

  @Test
  void the_first_member_of_a_cluster_begins_without_a_warning() throws Exception {
    AgonProcess.Cluster cluster = AgonProcess.Cluster.ofFreePorts(1);
    try (TestDatabase database = TestDatabase.create();
        AgonProcess web = AgonProcess.web(folder, cluster, database.address())) {
      assertCalm(web);
      assertStopsInOrder(web);
    }
  }
}
