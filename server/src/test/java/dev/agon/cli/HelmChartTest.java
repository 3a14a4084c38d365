package dev.agon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The chart is well formed, and what it sets is what the command line reads. */
class HelmChartTest {
  private static final Path CHART =
      Path.of(System.getProperty("agon.home"), "cluster-config", "helm");

  @Test
  void the_chart_has_no_fault() {
    var found = new Helm(CHART).lint().call();
    assertThat(found.isFailed()).as("%s", found.getMessages()).isFalse();
  }

  @Test
  void by_default_there_are_web_processes_a_migration_before_them_and_no_worker()
      throws IOException {
    String all = new Helm(CHART).template().withName("judging").call();

    // The library leaves hooks out of what it renders; its lint has seen them.
    assertThat(Files.readString(CHART.resolve("templates/migrate.yaml")))
        .contains("helm.sh/hook: pre-install,pre-upgrade", "args: [migrate]");
    assertThat(all)
        .contains("name: judging-web", "kind: PodDisruptionBudget", "kind: NetworkPolicy")
        .contains("path: /health/ready", "readOnlyRootFilesystem: true")
        .contains("AGON_DATABASE_FILE, value: /run/secrets/database/url")
        .doesNotContain("ServiceMonitor", "trainer");
  }

  @Test
  void a_worker_needs_a_volume_that_outlives_it() {
    assertThatThrownBy(() -> new Helm(CHART).template().set("worker.replicas", 1).call())
        .hasMessageContaining("models must outlive the pod");
    assertThat(
            new Helm(CHART)
                .template()
                .set("worker.replicas", 1)
                .set("worker.existingClaim", "models")
                .set("serviceMonitor.enabled", true)
                .call())
        .contains("trainer,scorer,analyst", "claimName: models", "kind: ServiceMonitor");
  }
}
