package dev.agon.server.study.imports;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Where uploaded files wait on this node. Their names are numbers: nothing a sender says is used.
 */
public final class UploadFolder {
  private final Vertx vertx;
  private final Path root;

  /** Waiting files in a folder of this node's own. */
  UploadFolder(Vertx vertx, Path root) {
    this.vertx = vertx;
    this.root = root;
  }

  /** A new folder that only this user can read. */
  public static UploadFolder temporary(Vertx vertx) {
    try {
      Path root = Files.createTempDirectory("agon-uploads");
      // Where nothing was served: nobody closes it, and it is empty.
      root.toFile().deleteOnExit();
      return new UploadFolder(vertx, root);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a folder for uploads", e);
    }
  }

  /** Deletes it with all that still waits in it. */
  public Future<Void> close() {
    return vertx.fileSystem().deleteRecursive(root.toString());
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
