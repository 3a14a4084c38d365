package dev.agon.tests.cluster;

import dev.agon.server.config.FreePort;
import dev.agon.server.sql.DatabaseAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** One {@code agon serve} in a JVM of its own, which can be killed and stopped. */
final class AgonProcess implements AutoCloseable {
  private static final Path HOME = Path.of(System.getProperty("agon.home"));
  private static final Duration START = Duration.ofSeconds(60);

  private final Process process;
  private final Path out;
  private final Path err;

  private AgonProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** The ports of a Hazelcast cluster on the loopback address, of this test alone. */
  record Cluster(int port, int members) {
    static Cluster ofFreePorts(int members) throws IOException {
      return new Cluster(FreePort.first(members), members);
    }

    private String list() {
      List<String> all = new ArrayList<>();
      for (int i = 0; i < members; i++) {
        all.add("127.0.0.1:" + (port + i));
      }
      return String.join(",", all);
    }
  }

  static AgonProcess web(Path folder, Cluster cluster, DatabaseAddress database)
      throws IOException, InterruptedException {
    return start(folder, "web", "256m", cluster, database).awaitLine("Serving on ");
  }

  static AgonProcess ranker(Path folder, Cluster cluster, DatabaseAddress database)
      throws IOException, InterruptedException {
    return start(folder, "ranker", "256m", cluster, database).awaitLine("Ranking");
  }

  /** Trains; its models lie below the folder, as does what is left of a crash. */
  static AgonProcess trainer(Path folder, Cluster cluster, DatabaseAddress database)
      throws IOException, InterruptedException {
    return start(folder, "trainer", "768m", cluster, database).awaitLine("Training");
  }

  /** The demo, from an empty data folder, with its crowd. */
  static AgonProcess demo(Path folder) throws IOException, InterruptedException {
    List<String> command = java(folder, "512m");
    command.addAll(List.of("demo", "--port", "0", "--data", folder.resolve("data").toString()));
    return run(new ProcessBuilder(command), folder, "demo").awaitLine("Ctrl-C ends it");
  }

  private static AgonProcess start(
      Path folder, String role, String heap, Cluster cluster, DatabaseAddress database)
      throws IOException {
    List<String> command = java(folder, heap);
    command.addAll(
        List.of(
            "serve",
            "--roles",
            role,
            "--port",
            "0",
            "--cluster",
            HOME.resolve("cluster-config/hazelcast-loopback.xml").toString(),
            "--database",
            database.secretUrl(),
            "--data",
            folder.resolve("data").toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("AGON_CLUSTER_NAME", "test-" + cluster.port());
    builder.environment().put("AGON_CLUSTER_PORT", Integer.toString(cluster.port()));
    builder.environment().put("AGON_CLUSTER_MEMBERS", cluster.list());
    return run(builder, folder, role);
  }

  private static AgonProcess run(ProcessBuilder builder, Path folder, String name)
      throws IOException {
    Path out = Files.createTempFile(folder, name, ".out");
    Path err = Files.createTempFile(folder, name, ".err");
    return new AgonProcess(
        builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start(), out, err);
  }

  private static List<String> java(Path folder, String heap) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Files.readAllLines(HOME.resolve("cluster-config/jvm.options")).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .forEach(command::add);
    command.addAll(
        List.of(
            "-Xmx" + heap,
            "-XX:ErrorFile=" + folder.resolve("crash-%p.log"),
            "-XX:-CreateCoredumpOnCrash",
            "-Dagon.home=" + HOME,
            "-Dvertx.logger-delegate-factory-class-name="
                + "io.vertx.core.logging.SLF4JLogDelegateFactory",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            "dev.agon.cli.Agon"));
    return command;
  }

  private AgonProcess awaitLine(String start) throws IOException {
    try {
      Awaitility.await(start)
          .atMost(START)
          .until(() -> !process.isAlive() || Files.readString(out).contains(start));
    } catch (ConditionTimeoutException e) {
      throw new IllegalStateException("no '" + start + "': " + Files.readString(err), e);
    }
    if (!Files.readString(out).contains(start)) {
      throw new IllegalStateException("it ended: " + Files.readString(err));
    }
    return this;
  }

  /** Where a web process serves. */
  String url() throws IOException {
    Matcher matcher = Pattern.compile("Serving on (\\S+)/\\s").matcher(Files.readString(out));
    if (!matcher.find()) {
      throw new IllegalStateException("it serves nothing");
    }
    return matcher.group(1);
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  String log() throws IOException {
    return Files.readString(err);
  }

  /** {@code kill -9}. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor(10, TimeUnit.SECONDS);
  }

  /** An orderly end. */
  int terminate() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      throw new IllegalStateException("it does not stop");
    }
    return process.exitValue();
  }

  /** SIGSTOP or SIGCONT. */
  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
