package dev.agon.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A haproxy of a run's own, that asks each process every half second whether it is ready. */
final class Balancer implements AutoCloseable {
  private static final String CONFIGURATION =
      """
      defaults
        mode http
        timeout connect 2s
        timeout client 90s
        timeout server 90s
        timeout check 5s
      frontend all
        bind 127.0.0.1:%d
        default_backend web
      backend web
        balance leastconn
        option httpchk GET /health/ready
        default-server check inter 500 fall 2 rise 1
      """;

  private final Process process;

  /**
   * Starts it.
   *
   * @param folder for its configuration and log
   * @param port to listen on
   * @param web where processes listen
   * @param management where the same processes say whether they are ready
   */
  Balancer(Path folder, int port, List<Integer> web, List<Integer> management) throws IOException {
    StringBuilder text = new StringBuilder(CONFIGURATION.formatted(port));
    for (int k = 0; k < web.size(); k++) {
      text.append(
          "  server web-%d 127.0.0.1:%d port %d%n".formatted(k, web.get(k), management.get(k)));
    }
    Path file = Files.writeString(folder.resolve("haproxy.cfg"), text);
    process =
        new ProcessBuilder("haproxy", "-db", "-f", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("haproxy.log").toFile())
            .start();
  }

  /** Whether haproxy is on the PATH. */
  static boolean isThere() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Arrays.stream(path.split(":")).anyMatch(f -> Files.isExecutable(Path.of(f, "haproxy")));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
