package dev.agon.server.study.imports;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.agon.server.sql.Folders;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where uploaded files wait on this node. Their names are numbers: nothing a sender says is used.
 */
public final class UploadFolder {
  private static final Logger log = LoggerFactory.getLogger(UploadFolder.class);
  private static final String NAME = "agon-uploads";
  private static final String LOCK = "lock";

  private final Vertx vertx;
  private final Path root;
  private final FileChannel lock;

  private UploadFolder(Vertx vertx, Path root, FileChannel lock) {
    this.vertx = vertx;
    this.root = root;
    this.lock = lock;
  }

  /** A new folder of this process among the machine's temporary files. */
  public static UploadFolder temporary(Vertx vertx) {
    return temporary(vertx, Path.of(System.getProperty("java.io.tmpdir")));
  }

  /**
   * A new folder that only this user can read, locked for as long as this process lives. Folders
   * that killed processes left behind are deleted.
   */
  static UploadFolder temporary(Vertx vertx, Path parent) {
    try {
      // It gets the name that others look for only when it is locked.
      Path made = Files.createTempDirectory(parent, "agon-new");
      deleteAbandoned(parent, Files.getOwner(made));
      FileChannel lock = FileChannel.open(made.resolve(LOCK), CREATE, WRITE);
      lock.lock();
      Path root = made.resolveSibling(NAME + "-" + UUID.randomUUID());
      Files.move(made, root, ATOMIC_MOVE);
      // Where nothing was served nobody closes it: then it holds its lock only.
      root.toFile().deleteOnExit();
      root.resolve(LOCK).toFile().deleteOnExit();
      return new UploadFolder(vertx, root, lock);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a folder for uploads", e);
    }
  }

  private static void deleteAbandoned(Path parent, UserPrincipal user) throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, NAME + "-*")) {
      for (Path folder : folders) {
        try {
          if (isOf(user, folder)) {
            deleteUnlessLocked(folder);
          }
        } catch (IOException | OverlappingFileLockException e) {
          log.debug("{} is left to its owner", folder, e);
        }
      }
    }
  }

  /** Everybody may write among temporary files: pipes would block, and links lead elsewhere. */
  private static boolean isOf(UserPrincipal user, Path folder) throws IOException {
    return Files.isDirectory(folder, NOFOLLOW_LINKS)
        && Files.getOwner(folder, NOFOLLOW_LINKS).equals(user)
        && Files.isRegularFile(folder.resolve(LOCK), NOFOLLOW_LINKS);
  }

  private static void deleteUnlessLocked(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), WRITE);
        FileLock gone = channel.tryLock()) {
      if (gone != null) {
        Folders.delete(folder);
      }
    }
  }

  /** Deletes it with all that still waits in it. */
  public Future<Void> close() {
    return vertx
        .fileSystem()
        .deleteRecursive(root.toString())
        .eventually(
            () ->
                vertx.executeBlocking(
                    () -> {
                      lock.close();
                      return null;
                    }));
  }

  /** Where a request's files are put first. */
  Path incoming() {
    return root;
  }

  Path path(UUID job, int number) {
    return root.resolve(job.toString()).resolve(Integer.toString(number));
  }

  /** Whether all of these files are here. */
  Future<Boolean> has(List<UploadedFile> files) {
    return Future.all(
            files.stream().map(f -> vertx.fileSystem().exists(f.path().toString())).toList())
        .map(found -> found.<Boolean>list().stream().allMatch(here -> here));
  }

  /** Takes a request's files out of the folder that is emptied with the answer. */
  Future<List<UploadedFile>> keep(UUID job, List<UploadedFile> incoming) {
    List<UploadedFile> kept = new ArrayList<>();
    Future<Void> moved = vertx.fileSystem().mkdirs(root.resolve(job.toString()).toString());
    for (int k = 0; k < incoming.size(); k++) {
      Path from = incoming.get(k).path();
      Path to = path(job, k);
      kept.add(new UploadedFile(incoming.get(k).name(), to));
      moved = moved.compose(v -> vertx.fileSystem().move(from.toString(), to.toString()));
    }
    return moved.map(List.copyOf(kept));
  }

  Future<Void> forget(UUID job) {
    return vertx
        .fileSystem()
        .deleteRecursive(root.resolve(job.toString()).toString())
        .otherwiseEmpty();
  }
}
