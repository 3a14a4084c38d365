package dev.agon.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.server.sql.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibraryTest {
  @TempDir Path folder = Path.of("");

  @Test
  void a_process_that_only_serves_or_ranks_never_loads_tensorflow() throws Exception {
    AgonProcess.Cluster cluster = AgonProcess.Cluster.ofFreePorts(2);
    try (TestDatabase database = TestDatabase.create();
        AgonProcess web = AgonProcess.web(folder, cluster, database.address());
        AgonProcess ranker = AgonProcess.ranker(folder, cluster, database.address());
        HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest home = HttpRequest.newBuilder(URI.create(web.url() + "/")).build();
      assertThat(client.send(home, HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(200);
      for (AgonProcess process : new AgonProcess[] {web, ranker}) {
        assertThat(Files.readString(Path.of("/proc", Long.toString(process.pid()), "maps")))
            .contains("libjvm.so")
            .doesNotContain("tensorflow", "libtokenizers");
      }
    }
  }
}
