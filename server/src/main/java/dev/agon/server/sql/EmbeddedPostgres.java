package dev.agon.server.sql;

import dev.agon.server.config.FreePort;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Postgres server of this process' own: started from the bundled programs, durable, open to this
 * machine only, started again when it dies, and gone when this process is gone.
 */
public final class EmbeddedPostgres implements Database {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
  private static final long LOG_LIMIT_BYTES = 16L << 20;
  private static final int LOG_TAIL_LINES = 8;
  private static final long SHORTEST_PAUSE_MS = 100;
  private static final long LONGEST_PAUSE_MS = 5_000;
  private static final Duration RUNNING_PATIENCE = Duration.ofSeconds(60);
  private static final long RUNNING_POLL_MS = 50;

  private final ClusterFolder cluster;
  private final PostgresBinaries binaries;
  private final Durability durability;
  private final FileLock lock;
  private final int port;
  private final CompletableFuture<DatabaseAddress> ready = new CompletableFuture<>();
  private final Thread supervisor;
  private volatile boolean closing;
  private volatile @Nullable Process process;

  private EmbeddedPostgres(ClusterFolder cluster, PostgresBinaries binaries, Durability durability)
      throws IOException {
    this.cluster = cluster;
    this.binaries = binaries;
    this.durability = durability;
    this.lock = cluster.lock();
    this.port = FreePort.choose();
    // The kernel ends Postgres with the thread that started it.
    this.supervisor = Thread.ofPlatform().daemon().name("postgres").unstarted(this::supervise);
  }

  /**
   * Starts the server on the data in a folder, made at the first time; returns when it answers.
   *
   * @throws DatabaseException when the folder is in use, or Postgres cannot run here
   */
  public static EmbeddedPostgres start(Path dataDirectory) {
    return start(dataDirectory, PostgresBinaries.bundled(), Durability.DURABLE);
  }

  static EmbeddedPostgres start(
      Path dataDirectory, PostgresBinaries binaries, Durability durability) {
    EmbeddedPostgres server;
    try {
      server =
          new EmbeddedPostgres(
              new ClusterFolder(dataDirectory, binaries.major()), binaries, durability);
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

  /** Whether a folder holds the data of an embedded server. */
  public static boolean exists(Path dataDirectory) {
    return Files.exists(
        dataDirectory.resolve(ClusterFolder.dataName(PostgresBinaries.BUNDLED_MAJOR)));
  }

  /**
   * The server that another process runs on a folder, waited for while it is starting.
   *
   * @return nothing where no process has the folder in use
   */
  public static Optional<DatabaseAddress> running(Path dataDirectory) {
    if (!exists(dataDirectory)) {
      return Optional.empty();
    }
    try {
      ClusterFolder cluster = new ClusterFolder(dataDirectory, PostgresBinaries.BUNDLED_MAJOR);
      long deadline = System.nanoTime() + RUNNING_PATIENCE.toNanos();
      while (cluster.isInUse() && System.nanoTime() < deadline) {
        Optional<ClusterFolder.Postmaster> postmaster =
            cluster.postmaster().filter(ClusterFolder.Postmaster::ready);
        if (postmaster.isPresent()) {
          return Optional.of(cluster.address(postmaster.get().port()));
        }
        Thread.sleep(RUNNING_POLL_MS);
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new DatabaseException("cannot use the folder " + dataDirectory + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DatabaseException("interrupted while waiting for the database", e);
    }
  }

  @Override
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
      new NewCluster(cluster, binaries, launcher, durability == Durability.DURABLE).prepare();
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
    if (!runOnce(launcher)) {
      throw new IOException("it ended at once:\n" + logTail());
    }
    long pause = 0;
    while (!closing) {
      LOG.warn("Postgres has ended and is started again; see {}", cluster.log());
      Thread.sleep(pause);
      try {
        cluster.clearRemains();
        pause = runOnce(launcher) ? 0 : longer(pause);
      } catch (IOException e) {
        LOG.error("cannot start Postgres again in {}", cluster.folder(), e);
        pause = longer(pause);
      }
    }
  }

  private static long longer(long pause) {
    return Math.min(LONGEST_PAUSE_MS, pause * 2 + SHORTEST_PAUSE_MS);
  }

  /** From start to end of one server process; whether it has answered in between. */
  private boolean runOnce(Launcher launcher) throws IOException, InterruptedException {
    long started = System.nanoTime();
    Process running = launch(launcher);
    boolean answered = awaitReady(running);
    if (answered && !ready.complete(cluster.address(port))) {
      LOG.info(
          "Postgres answers again after {} ms",
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started));
    }
    running.waitFor();
    return answered;
  }

  private Process launch(Launcher launcher) throws IOException {
    if (Files.exists(cluster.log()) && Files.size(cluster.log()) > LOG_LIMIT_BYTES) {
      Files.move(
          cluster.log(),
          cluster.log().resolveSibling("postgres.log.1"),
          StandardCopyOption.REPLACE_EXISTING);
    }
    if (!Files.exists(cluster.log())) {
      // Messages may quote what people have entered.
      Files.createFile(cluster.log(), Folders.OWNER_ONLY);
    }
    List<String> command = new ArrayList<>();
    command.add(binaries.program("postgres").toString());
    command.addAll(List.of("-D", cluster.data().toString(), "-p", String.valueOf(port)));
    command.addAll(durability.arguments());
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
}
