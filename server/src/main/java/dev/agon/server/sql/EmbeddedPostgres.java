package dev.agon.server.sql;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Postgres server of this process' own: started from the bundled programs, durable, open to this
 * machine only, started again when it dies, and gone when this process is gone.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
  private static final long LOG_LIMIT_BYTES = 16L << 20;
  private static final int LOG_TAIL_LINES = 8;
  private static final long LONGEST_PAUSE_MS = 5_000;
  private static final int PORT_ATTEMPTS = 100;
  private static final int FIRST_PORT = 20_000;
  private static final int LAST_PORT = 32_000;

  /** Settings of a database that must not lose what it has acknowledged. */
  static final Map<String, String> DURABLE =
      Map.of("fsync", "on", "synchronous_commit", "on", "full_page_writes", "on");

  /** Settings of a database that is thrown away. */
  static final Map<String, String> THROWAWAY =
      Map.of("fsync", "off", "synchronous_commit", "off", "full_page_writes", "off");

  private static final Map<String, String> COMMON =
      Map.of(
          "listen_addresses", "127.0.0.1",
          "unix_socket_directories", "",
          "max_connections", "100",
          "shared_buffers", "256MB",
          "max_wal_size", "2GB",
          "jit", "off",
          "timezone", "UTC",
          "log_timezone", "UTC",
          "log_line_prefix", "%m [%p] ");

  private final ClusterFolder cluster;
  private final PostgresBinaries binaries;
  private final Map<String, String> settings;
  private final FileLock lock;
  private final int port;
  private final CompletableFuture<DatabaseAddress> ready = new CompletableFuture<>();
  private final Thread supervisor;
  private volatile boolean closing;
  private volatile @Nullable Process process;

  private EmbeddedPostgres(
      ClusterFolder cluster, PostgresBinaries binaries, Map<String, String> settings)
      throws IOException {
    this.cluster = cluster;
    this.binaries = binaries;
    this.settings = settings;
    this.lock = cluster.lock();
    this.port = freePort();
    // The kernel ends Postgres with the thread that started it: this one lives as long as Postgres.
    this.supervisor = Thread.ofPlatform().daemon().name("postgres").unstarted(this::supervise);
  }

  /**
   * Starts the server on the data in a folder, making them at the first time; returns when it
   * answers.
   *
   * @throws DatabaseException when the folder is in use, or Postgres cannot run here
   */
  public static EmbeddedPostgres start(Path dataDirectory) {
    return start(dataDirectory, PostgresBinaries.bundled(), DURABLE);
  }

  static EmbeddedPostgres start(
      Path dataDirectory, PostgresBinaries binaries, Map<String, String> durability) {
    EmbeddedPostgres server;
    try {
      server =
          new EmbeddedPostgres(new ClusterFolder(dataDirectory, binaries), binaries, durability);
    } catch (IOException e) {
      throw new DatabaseException("cannot use the folder " + dataDirectory + ": " + e, e);
    }
    server.supervisor.start();
    try {
      server.ready.join();
      return server;
    } catch (CompletionException e) {
      server.close();
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new DatabaseException(String.valueOf(cause.getMessage()), cause);
    }
  }

  /** Where the server listens; the same for as long as this object lives. */
  public DatabaseAddress address() {
    return ready.join();
  }

  /** The process id of the server that runs now; another one after a restart. */
  public long pid() {
    Process running = process;
    return running == null ? -1 : running.pid();
  }

  private void supervise() {
    try {
      cluster.clearRemains();
      Launcher launcher = Launcher.forOwner(cluster.owner());
      cluster.prepare(launcher, settings.equals(DURABLE));
      if (!launcher.endsWithParent()) {
        Runtime.getRuntime().addShutdownHook(new Thread(this::interrupt));
      }
      keepRunning(launcher);
    } catch (IOException | RuntimeException e) {
      ready.completeExceptionally(
          new DatabaseException(
              "cannot start Postgres in %s: %s".formatted(cluster.folder(), e.getMessage()), e));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void keepRunning(Launcher launcher) throws IOException, InterruptedException {
    long pause = 0;
    while (!closing) {
      Process running = launch(launcher);
      boolean answered = awaitReady(running);
      if (answered) {
        pause = 0;
        ready.complete(cluster.address(port));
      }
      int code = running.waitFor();
      if (!answered && !ready.isDone()) {
        throw new DatabaseException("it ended with code " + code + ":\n" + logTail());
      }
      if (!closing) {
        LOG.warn("Postgres ended with code {} and is started again; see {}", code, cluster.log());
        Thread.sleep(pause);
        pause = Math.min(LONGEST_PAUSE_MS, pause * 2 + 100);
        cluster.clearRemains();
      }
    }
  }

  private Process launch(Launcher launcher) throws IOException {
    if (Files.exists(cluster.log()) && Files.size(cluster.log()) > LOG_LIMIT_BYTES) {
      Files.move(
          cluster.log(),
          cluster.log().resolveSibling("postgres.log.1"),
          StandardCopyOption.REPLACE_EXISTING);
    }
    List<String> command = new ArrayList<>();
    command.add(binaries.program("postgres").toString());
    command.addAll(List.of("-D", cluster.data().toString(), "-p", String.valueOf(port)));
    COMMON.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    settings.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    Process started =
        launcher
            .process(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(cluster.log().toFile()))
            .start();
    process = started;
    if (closing) {
      interrupt();
    }
    return started;
  }

  /** Waits until the server answers or has ended; recovery after a crash may take its time. */
  private boolean awaitReady(Process running) throws InterruptedException {
    while (!running.waitFor(5, TimeUnit.MILLISECONDS)) {
      boolean answers =
          cluster.postmaster().filter(it -> it.pid() == running.pid() && it.ready()).isPresent();
      if (answers) {
        return true;
      }
    }
    return false;
  }

  private String logTail() throws IOException {
    List<String> lines = Files.readAllLines(cluster.log());
    return String.join(
        "\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size()));
  }

  private void interrupt() {
    Process running = process;
    if (running != null && running.isAlive()) {
      Launcher.signal("INT", running.pid());
    }
  }

  /** Stops the server: open transactions are rolled back, everything committed is kept. */
  @Override
  public void close() {
    closing = true;
    interrupt();
    try {
      supervisor.join();
      lock.acquiredBy().close();
    } catch (IOException e) {
      LOG.warn("cannot release the lock of {}", cluster.folder(), e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * A free port below the range that the kernel gives to outgoing connections: one of those could
   * otherwise take it while the server is down for a moment, even a client calling itself.
   */
  private static int freePort() throws IOException {
    for (int attempt = 0; attempt < PORT_ATTEMPTS; attempt++) {
      int candidate = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT + 1);
      try (ServerSocket socket = new ServerSocket(candidate, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (BindException _) {
        // In use: try another.
      }
    }
    throw new IOException("no free port from " + FIRST_PORT + " to " + LAST_PORT);
  }
}
