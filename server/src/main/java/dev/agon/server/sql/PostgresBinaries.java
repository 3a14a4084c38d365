package dev.agon.server.sql;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The programs of one version of Postgres.
 *
 * @param home the folder above {@code bin}
 * @param major the major version
 */
record PostgresBinaries(Path home, int major) {
  /** Major version of the programs that Agon brings along. */
  static final int BUNDLED_MAJOR = 18;

  /**
   * The programs from the class path, unpacked once into a cache folder that everybody may read.
   *
   * @throws DatabaseException on a platform without bundled programs
   */
  static PostgresBinaries bundled() {
    URL archive = archive();
    if (archive == null) {
      throw new DatabaseException(
          "no Postgres is bundled for %s on %s: name an existing server (15 or newer) with"
                  .formatted(System.getProperty("os.name"), System.getProperty("os.arch"))
              + " --database postgresql://user:password@host/database");
    }
    try {
      Path home = cache().resolve("postgres-" + fingerprint(archive));
      if (!Files.isDirectory(home)) {
        unpack(archive, home);
      }
      return new PostgresBinaries(home, BUNDLED_MAJOR);
    } catch (IOException e) {
      throw new DatabaseException(
          "cannot unpack the bundled Postgres into " + cache() + ": " + e, e);
    }
  }

  Path program(String name) {
    return home.resolve("bin").resolve(name);
  }

  private static String archiveName() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    return switch (system + " " + machine) {
      case "linux amd64", "linux x86_64" -> "postgres-linux-x86_64.txz";
      case "linux aarch64", "linux arm64" -> "postgres-linux-arm_64.txz";
      default -> "postgres-" + system + "-" + machine + ".txz";
    };
  }

  private static Path cache() {
    if (Launcher.userId() == 0) {
      return Path.of("/var/cache/agon");
    }
    String configured = System.getenv("XDG_CACHE_HOME");
    return configured != null && configured.startsWith("/")
        ? Path.of(configured, "agon")
        : Path.of(System.getProperty("user.home", "/tmp"), ".cache", "agon");
  }

  /** Another archive never meets the folder of this one. */
  private static String fingerprint(URL archive) throws IOException {
    if (archive.openConnection() instanceof JarURLConnection jar) {
      return Long.toHexString(jar.getJarEntry().getCrc());
    }
    CRC32 crc = new CRC32();
    try (InputStream in = archive.openStream()) {
      crc.update(in.readAllBytes());
    }
    return Long.toHexString(crc.getValue());
  }

  /** The archive for this machine on the class path; null where there is none. */
  static @Nullable URL archive() {
    return PostgresBinaries.class.getResource("/" + archiveName());
  }

  /** The folder appears whole or not at all, also when two processes unpack at once. */
  static void unpack(URL archive, Path home) throws IOException {
    Path parent = home.resolveSibling(".").normalize();
    Folders.createReadable(parent);
    Path unfinished = Files.createTempDirectory(parent, home.getFileName() + ".");
    try {
      Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
      extract(archive, unfinished);
      // Else a power cut could leave the folder with empty files in it.
      Launcher.run(List.of("sync", "-f", unfinished.toString()));
      Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Folders.delete(unfinished);
      if (!Files.isDirectory(home)) {
        throw e;
      }
    }
  }

  private static void extract(URL archive, Path target) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            new XZCompressorInputStream(new BufferedInputStream(archive.openStream())))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
          throw new IOException("entry leaves the folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Folders.createReadable(path);
          continue;
        }
        Folders.createReadable(path.resolveSibling("."));
        if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
          Files.copy(tar, path);
          String mode = (entry.getMode() & 0100) == 0 ? "rw-r--r--" : "rwxr-xr-x";
          Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
        }
      }
    }
  }
}
