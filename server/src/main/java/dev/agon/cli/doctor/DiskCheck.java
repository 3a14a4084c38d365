package dev.agon.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Room for the data and for the native libraries, which are unpacked once. */
final class DiskCheck {
  private static final long LITTLE = 1L << 30;
  private static final long LIBRARIES = 2L << 30;

  private DiskCheck() {}

  static List<Finding> findings(Path data) {
    String cache = System.getProperty("org.bytedeco.javacpp.cachedir");
    Path libraries =
        cache == null
            ? Path.of(System.getProperty("user.home"), ".javacpp", "cache")
            : Path.of(cache);
    return List.of(
        room("data", data.toAbsolutePath(), LITTLE, "name another folder with --data"),
        Files.isDirectory(libraries)
            ? Finding.ok("native libraries", "unpacked to " + libraries)
            : room(
                "native libraries",
                libraries.toAbsolutePath(),
                LIBRARIES,
                "give the JVM another folder: AGON_JVM=-Dorg.bytedeco.javacpp.cachedir=DIR"));
  }

  private static Finding room(String subject, Path folder, long needed, String otherwise) {
    Path existing = folder;
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (existing == null) {
      return Finding.problem(subject, folder + " cannot be made", otherwise);
    }
    try {
      long free = Files.getFileStore(existing).getUsableSpace();
      String found = "%s free in %s".formatted(Bytes.text(free), folder);
      if (!Files.isWritable(existing)) {
        return Finding.problem(subject, existing + " cannot be written to", otherwise);
      }
      return free < needed
          ? Finding.problem(
              subject, found, "it needs %s: %s".formatted(Bytes.text(needed), otherwise))
          : Finding.ok(subject, found);
    } catch (IOException e) {
      return Finding.problem(subject, existing + ": " + e.getMessage(), otherwise);
    }
  }
}
