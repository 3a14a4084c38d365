package dev.agon.cli;

import dev.agon.server.config.OperationConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a process is watched and stopped. */
final class OperationOptions {
  /** What a balancer that asks every second or two needs to turn away. */
  private static final int DRAIN_IN_A_CLUSTER = 5;

  @Option(
      names = "--management-port",
      paramLabel = "PORT",
      description =
          "A port of its own for /health/live, /health/ready and /metrics; 0 takes a free one"
              + " (default: none).")
  private @Nullable Integer port;

  @Option(
      names = "--management-host",
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description = "The address that the management port listens on (default: ${DEFAULT-VALUE}).")
  private String host = "";

  @Option(
      names = "--drain",
      paramLabel = "SECONDS",
      description =
          "How long a process that is told to stop goes on answering while /health/ready says 503"
              + " (default: 5 in a cluster, else 0).")
  private @Nullable Integer drain;

  OperationConfig config(boolean inCluster) {
    int seconds = drain != null ? drain : inCluster ? DRAIN_IN_A_CLUSTER : 0;
    return new OperationConfig(host, port, Duration.ofSeconds(seconds));
  }

  /** Refuses a port that cannot be listened on, before a database is started for nothing. */
  void requireFreePort() {
    if (port != null) {
      ListenCheck.require(host, port, "--management-");
    }
  }
}
