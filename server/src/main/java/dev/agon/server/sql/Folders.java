package dev.agon.server.sql;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Whole folders: made, given away, deleted. */
public final class Folders {
  /** Permissions of a file that is for its owner's eyes only. */
  static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private Folders() {}

  /** Makes the folder and its missing parents, readable by every user whatever the umask. */
  static void createReadable(Path folder) throws IOException {
    Path path = folder.normalize();
    if (!Files.isDirectory(path)) {
      Path parent = path.getParent();
      if (parent != null) {
        createReadable(parent);
      }
      try {
        Files.createDirectory(path);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
      } catch (FileAlreadyExistsException e) {
        if (!Files.isDirectory(path)) {
          throw e;
        }
      }
    }
  }

  /** Gives the folder and all that is in it to a user and the group of the same number. */
  static void own(Path folder, int user) throws IOException {
    for (Path path : contents(folder)) {
      Files.setAttribute(path, "unix:uid", user, LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(path, "unix:gid", user, LinkOption.NOFOLLOW_LINKS);
    }
  }

  /** Deletes the folder and all that is in it; nothing where there is none. */
  public static void delete(Path folder) throws IOException {
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      for (Path path : contents(folder).reversed()) {
        Files.deleteIfExists(path);
      }
    }
  }

  /** Parents before children. */
  private static List<Path> contents(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.sorted(Comparator.naturalOrder()).toList();
    }
  }
}
