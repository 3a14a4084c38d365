package dev.agon.server.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The files of an embedded database: Postgres' own data, its password, its log and a lock. */
final class ClusterFolder {
  static final String DATABASE = "agon";
  static final String ROLE = "agon";
  private static final long POLL_MS = 10;

  private final Path folder;
  private final Path data;

  /**
   * The files in a folder, which is made where it is not there.
   *
   * @param major the major version of Postgres, which alone can read its data
   */
  ClusterFolder(Path folder, int major) throws IOException {
    this.folder = Files.createDirectories(folder.toAbsolutePath().normalize()).toRealPath();
    this.data = this.folder.resolve(dataName(major));
  }

  /** The name of Postgres' own folder. */
  static String dataName(int major) {
    return "postgres-" + major;
  }

  Path folder() {
    return folder;
  }

  /** Postgres' own folder, as its {@code -D} wants it. */
  Path data() {
    return data;
  }

  Path log() {
    return folder.resolve("postgres.log");
  }

  /**
   * Takes the folder for this process. The lock is the kernel's: it goes with the process that
   * holds it, however that ends.
   */
  FileLock lock() throws IOException {
    return tryLock()
        .orElseThrow(
            () ->
                new DatabaseException(
                    "the database in %s is in use by another agon process: stop that one, or choose another"
                            .formatted(folder)
                        + " folder with --data DIR, or a server of your own with --database URL"));
  }

  /** Whether a process has taken the folder. */
  boolean isInUse() throws IOException {
    Optional<FileLock> lock = tryLock();
    if (lock.isPresent()) {
      lock.get().acquiredBy().close();
    }
    return lock.isEmpty();
  }

  private Optional<FileLock> tryLock() throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return Optional.of(lock);
      }
    } catch (OverlappingFileLockException _) {
      // Held by this very process: the same answer.
    }
    channel.close();
    return Optional.empty();
  }

  /** The address under which the cluster can be entered while it listens on {@code port}. */
  DatabaseAddress address(int port) throws IOException {
    try {
      String password = Files.readString(passwordFile()).strip();
      return new DatabaseAddress("127.0.0.1", port, DATABASE, ROLE, password);
    } catch (NoSuchFileException e) {
      throw new DatabaseException(passwordFile() + " is missing, without which nobody enters", e);
    }
  }

  Path passwordFile() {
    return folder.resolve("password");
  }

  /** The user id that the data belong to, or this process' own where there are none yet. */
  int owner() throws IOException {
    return Files.isDirectory(data) ? Launcher.owner(data) : Launcher.userId();
  }

  /** What Postgres itself writes down about the postmaster that runs on these data. */
  record Postmaster(long pid, int port, boolean ready) {}

  /** The content of {@code postmaster.pid}, which a crash leaves behind. */
  Optional<Postmaster> postmaster() {
    try {
      List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
      if (lines.size() < 4) {
        return Optional.empty();
      }
      boolean ready = lines.size() > 7 && lines.get(7).strip().equals("ready");
      return Optional.of(
          new Postmaster(
              Long.parseLong(lines.get(0).strip()), Integer.parseInt(lines.get(3).strip()), ready));
    } catch (IOException | NumberFormatException _) {
      return Optional.empty();
    }
  }

  /**
   * Ends what an earlier process left running on these data and waits until it is gone. Only then
   * is a left-over {@code postmaster.pid} certainly stale; it is removed, as its number may by now
   * belong to another program, at which Postgres would refuse to start.
   */
  void clearRemains() throws IOException, InterruptedException {
    long started = System.nanoTime();
    String sent = "";
    for (List<Long> left = processes(); !left.isEmpty(); left = processes()) {
      long postmaster = postmaster().map(Postmaster::pid).orElse(-1L);
      long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started);
      String signal = remainsSignal(left.contains(postmaster), seconds);
      if (!signal.equals(sent)) {
        List<Long> receivers = left.contains(postmaster) ? List.of(postmaster) : left;
        receivers.forEach(pid -> Launcher.signal(signal, pid));
        sent = signal;
      }
      Thread.sleep(POLL_MS);
    }
    Files.deleteIfExists(data.resolve("postmaster.pid"));
  }

  /** A postmaster may first end its sessions; sessions without one are ending by themselves. */
  private static String remainsSignal(boolean postmasterLives, long seconds) {
    if (postmasterLives) {
      return seconds < 20 ? "INT" : seconds < 40 ? "QUIT" : "KILL";
    }
    return seconds < 3 ? "TERM" : "KILL";
  }

  /** The processes at work in the data folder: Postgres changes into it. */
  private List<Long> processes() throws IOException {
    List<Long> found = new ArrayList<>();
    try (var entries = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path entry : entries) {
        Path directory = workingDirectory(entry);
        if (directory != null && directory.equals(data)) {
          found.add(Long.parseLong(entry.getFileName().toString()));
        }
      }
    }
    return found;
  }

  private static @Nullable Path workingDirectory(Path process) {
    try {
      return Files.readSymbolicLink(process.resolve("cwd"));
    } catch (IOException | UncheckedIOException _) {
      return null; // Gone meanwhile, or another user's.
    }
  }
}
