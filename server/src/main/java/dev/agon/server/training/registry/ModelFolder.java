package dev.agon.server.training.registry;

import dev.agon.numeric.Digests;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

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
  public Path checkpoints(long study, long run) {
    return root.resolve("study-" + study).resolve("run-" + run + "-checkpoint");
  }

  /** Where a run writes its version; nothing is there. */
  public Path place(long study, long run, long fence) throws IOException {
    Path place = root.resolve("study-" + study).resolve("run-" + run + "-" + fence);
    delete(place);
    Files.createDirectories(place.getParent());
    return place;
  }

  /** Whether a published version's folder is here. */
  boolean holds(String artifact) {
    return Files.isDirectory(inside(artifact));
  }

  /** Deletes a published version's folder, if it is here. */
  public void discard(String artifact) throws IOException {
    delete(inside(artifact));
  }

  private Path inside(String artifact) {
    Path folder = root.resolve(artifact).normalize();
    if (!folder.startsWith(root) || folder.equals(root)) {
      throw new IllegalArgumentException("not a folder of models: " + artifact);
    }
    return folder;
  }

  /** The files of a folder, zipped. */
  public static byte[] pack(Path folder) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Stream<Path> walk = Files.walk(folder);
        ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
        zip.putNextEntry(new ZipEntry(name(folder, file)));
        Files.copy(file, zip);
      }
    }
    return bytes.toByteArray();
  }

  /** Makes a published version's folder of its zipped files, whole or not at all. */
  void unpack(String artifact, byte[] zipped) throws IOException {
    Path folder = inside(artifact);
    Files.createDirectories(folder.getParent());
    Path beside = Files.createTempDirectory(folder.getParent(), "unpacking-");
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(zipped))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = beside.resolve(entry.getName()).normalize();
        if (!file.startsWith(beside)) {
          throw new IOException("a file outside its folder: " + entry.getName());
        }
        Files.createDirectories(file.getParent());
        Files.copy(zip, file);
      }
      Files.move(beside, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      // Another of this machine's processes may have been faster.
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    } finally {
      delete(beside);
    }
  }

  /** What the registry calls a folder. */
  public String name(Path folder) {
    return root.relativize(folder).toString().replace('\\', '/');
  }

  /**
   * The folder of a published version.
   *
   * @throws IOException if it is not there or its files have another sum
   */
  public Path verified(String artifact, String sum) throws IOException {
    Path folder = inside(artifact);
    if (!Files.isDirectory(folder)) {
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
  public static String sum(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files =
          walk.filter(Files::isRegularFile)
              .sorted(Comparator.comparing(file -> name(folder, file)))
              .toList();
    }
    MessageDigest all = Digests.sha256();
    for (Path file : files) {
      byte[] content = Digests.sha256(Files.readAllBytes(file));
      all.update(
          (Digests.hex(content) + "  " + name(folder, file) + "\n")
              .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    return Digests.hex(all);
  }

  private static String name(Path folder, Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  /** Deletes a folder with everything in it, if it is there. */
  public static void delete(Path folder) throws IOException {
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
