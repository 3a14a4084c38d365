package dev.agon.server.sql;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Makes the data of an embedded server. */
final class NewCluster {
  private static final int PASSWORD_BYTES = 24;
  private static final int FIRST_WITH_BUILTIN_LOCALE = 17;

  private final ClusterFolder cluster;
  private final PostgresBinaries binaries;
  private final Launcher launcher;
  private final boolean durable;

  NewCluster(ClusterFolder cluster, PostgresBinaries binaries, Launcher launcher, boolean durable) {
    this.cluster = cluster;
    this.binaries = binaries;
    this.launcher = launcher;
    this.durable = durable;
  }

  /**
   * Makes the data where there are none, and sees to it that they belong to the launcher's user.
   * They appear whole or not at all.
   */
  void prepare() throws IOException, InterruptedException {
    Path data = cluster.data();
    if (!Files.isDirectory(data)) {
      Path unfinished = cluster.folder().resolve(data.getFileName() + ".new");
      Folders.delete(unfinished);
      Files.createDirectory(unfinished);
      Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwx------"));
      Folders.own(unfinished, launcher.owner());
      initialise(unfinished);
      Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
    } else if (Launcher.owner(data) != launcher.owner()) {
      Folders.own(data, launcher.owner());
    }
  }

  private void initialise(Path target) throws IOException, InterruptedException {
    List<String> initdb = new ArrayList<>();
    initdb.add(binaries.program("initdb").toString());
    initdb.addAll(List.of("-D", target.toString(), "-U", "postgres", "-E", "UTF8"));
    // Nobody enters but through the one rule written below.
    initdb.addAll(List.of("-A", "reject", "--data-checksums", "--no-instructions"));
    initdb.addAll(
        binaries.major() >= FIRST_WITH_BUILTIN_LOCALE
            ? List.of("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
            : List.of("--locale=C.UTF-8"));
    if (!durable) {
      initdb.add("--no-sync");
    }
    run(initdb, "");
    Files.writeString(
        target.resolve("pg_hba.conf"),
        "# The superuser has no password and cannot enter.\n"
            + "host all %s 127.0.0.1/32 scram-sha-256\n".formatted(ClusterFolder.ROLE));
    createRole(target);
  }

  private void createRole(Path target) throws IOException, InterruptedException {
    String password = newPassword();
    run(
        List.of(
            binaries.program("postgres").toString(),
            "--single",
            "-D",
            target.toString(),
            "postgres"),
        """
        create role %1$s login createdb password '%2$s'
        create database %3$s owner %1$s
        """
            .formatted(ClusterFolder.ROLE, password, ClusterFolder.DATABASE));
    writePassword(password);
  }

  private static String newPassword() {
    byte[] bytes = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private void writePassword(String password) throws IOException {
    Path file = cluster.passwordFile();
    Files.deleteIfExists(file);
    Files.createFile(file, Folders.OWNER_ONLY);
    Files.writeString(file, password + "\n");
  }

  private void run(List<String> command, String input) throws IOException, InterruptedException {
    Process process = launcher.process(command).redirectErrorStream(true).start();
    try (var stdin = process.outputWriter(StandardCharsets.UTF_8)) {
      stdin.write(input);
    } catch (IOException _) {
      // The program ended before it read; its exit code and output tell why.
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0 || output.contains("ERROR:")) {
      throw new IOException(
          "%s failed (exit code %d): %s"
              .formatted(
                  Path.of(command.getFirst()).getFileName(), process.exitValue(), output.strip()));
    }
  }
}
