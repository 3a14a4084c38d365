package dev.agon.server.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of models on disk: one folder a version, one a run for its checkpoints. A version's
 * folder appears whole or not at all, and is loaded only if its files have the sum that the
 * registry knows.
 */
public final class ModelFolder {
  private final Path root;

  /** Models below a folder, which is made when it is needed. */
  public ModelFolder(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  /** Where a run keeps its checkpoints. */
  Path checkpoints(long study, long run) {
    return root.resolve("study-" + study).resolve("run-" + run + "-checkpoint");
  }

  /** Where a run writes its version; nothing is there. */
  Path place(long study, long run, long fence) throws IOException {
    Path place = root.resolve("study-" + study).resolve("run-" + run + "-" + fence);
    delete(place);
    Files.createDirectories(place.getParent());
    return place;
  }

  /** What the registry calls a folder. */
  String name(Path folder) {
    return root.relativize(folder).toString().replace('\\', '/');
  }

  /**
   * The folder of a published version.
   *
   * @throws IOException if it is not there or its files have another sum
   */
  Path verified(String artifact, String sum) throws IOException {
    Path folder = root.resolve(artifact).normalize();
    if (!folder.startsWith(root) || !Files.isDirectory(folder)) {
      throw new IOException("the model's folder " + artifact + " is not on this machine");
    }
    String found = sum(folder);
    if (!found.equals(sum)) {
      throw new IOException(
          "the files of " + artifact + " are not those that were registered: " + found);
    }
    return folder;
  }

  /** A SHA-256 over the names and contents of a folder's files, as hexadecimal digits. */
  static String sum(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files =
          walk.filter(Files::isRegularFile)
              .sorted(Comparator.comparing(file -> name(folder, file)))
              .toList();
    }
    MessageDigest all = TextHash.sha256();
    for (Path file : files) {
      byte[] content = TextHash.sha256().digest(Files.readAllBytes(file));
      all.update(
          (HexFormat.of().formatHex(content) + "  " + name(folder, file) + "\n")
              .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(all.digest());
  }

  private static String name(Path folder, Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  /** Deletes a folder with everything in it, if it is there. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
