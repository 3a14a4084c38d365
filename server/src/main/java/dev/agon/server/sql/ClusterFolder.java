package dev.agon.server.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The files of an embedded database: Postgres' own data, its password, its log and a lock. */
final class ClusterFolder {
  static final String DATABASE = "agon";
  private static final String ROLE = "agon";
  private static final int PASSWORD_BYTES = 24;
  private static final long POLL_MS = 10;

  private final Path folder;
  private final Path data;
  private final PostgresBinaries binaries;

  ClusterFolder(Path folder, PostgresBinaries binaries) throws IOException {
    this.folder = Files.createDirectories(folder.toAbsolutePath().normalize()).toRealPath();
    this.data = this.folder.resolve("postgres-" + binaries.major());
    this.binaries = binaries;
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

  /** The lock is the kernel's: it goes with the process that holds it, however that ends. */
  FileLock lock() throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return lock;
      }
    } catch (OverlappingFileLockException _) {
      // Held by this very process: the same answer.
    }
    channel.close();
    throw new DatabaseException(
        "the database in %s is in use by another agon process: stop that one, or choose another"
                .formatted(folder)
            + " folder with --data DIR, or a server of your own with --database URL");
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

  private Path passwordFile() {
    return folder.resolve("password");
  }

  /** The user id that the data belong to, or this process' own where there are none yet. */
  int owner() throws IOException {
    return Files.isDirectory(data) ? Launcher.owner(data) : Launcher.userId();
  }

  /**
   * Makes the data where there are none, and gives them to the launcher's user. They appear whole
   * or not at all.
   */
  void prepare(Launcher launcher, boolean durable) throws IOException, InterruptedException {
    if (!Files.isDirectory(data)) {
      Path unfinished = folder.resolve(data.getFileName() + ".new");
      Folders.delete(unfinished);
      Files.createDirectory(unfinished);
      Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwx------"));
      Folders.own(unfinished, launcher.owner());
      initialise(launcher, unfinished, durable);
      Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
    } else if (Launcher.owner(data) != launcher.owner()) {
      Folders.own(data, launcher.owner());
    }
  }

  private void initialise(Launcher launcher, Path target, boolean durable)
      throws IOException, InterruptedException {
    List<String> initdb = new ArrayList<>();
    initdb.add(binaries.program("initdb").toString());
    initdb.addAll(List.of("-D", target.toString(), "-U", "postgres", "-E", "UTF8"));
    // Nobody enters but through the one rule written below.
    initdb.addAll(List.of("-A", "reject", "--data-checksums", "--no-instructions"));
    initdb.addAll(
        binaries.major() >= 17
            ? List.of("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
            : List.of("--locale=C.UTF-8"));
    if (!durable) {
      initdb.add("--no-sync");
    }
    run(launcher, initdb, "");
    Files.writeString(
        target.resolve("pg_hba.conf"),
        "# The superuser has no password and cannot enter.\n"
            + "host all %s 127.0.0.1/32 scram-sha-256\n".formatted(ROLE));
    String password = newPassword();
    String single = binaries.program("postgres").toString();
    run(
        launcher,
        List.of(
            single, "--single", "-D", target.toString(), "-c", "log_statement=none", "postgres"),
        """
        create role %1$s login createdb password '%2$s'
        create database %3$s owner %1$s
        """
            .formatted(ROLE, password, DATABASE));
    writePassword(password);
  }

  private static String newPassword() {
    byte[] bytes = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private void writePassword(String password) throws IOException {
    Files.deleteIfExists(passwordFile());
    Files.createFile(
        passwordFile(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(passwordFile(), password + "\n");
  }

  private static void run(Launcher launcher, List<String> command, String input)
      throws IOException, InterruptedException {
    Process process = launcher.process(command).redirectErrorStream(true).start();
    try (var stdin = process.outputWriter(StandardCharsets.UTF_8)) {
      stdin.write(input);
    } catch (IOException _) {
      // The program ended before it read; its exit code and output tell why.
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0 || output.contains("ERROR:")) {
      throw new DatabaseException(
          "%s failed (exit code %d): %s"
              .formatted(
                  Path.of(command.getFirst()).getFileName(), process.exitValue(), output.strip()));
    }
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
