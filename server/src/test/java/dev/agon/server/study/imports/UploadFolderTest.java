package dev.agon.server.study.imports;

import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadFolderTest {
  @TempDir Path folder = Path.of("");
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private Path withUpload(String name) throws IOException {
    Path made = Files.createDirectory(folder.resolve(name));
    Files.createFile(made.resolve("lock"));
    Files.writeString(Files.createDirectory(made.resolve("job")).resolve("0"), "{}");
    return made;
  }

  @Test
  void what_a_killed_process_left_behind_is_deleted_and_nothing_else() throws IOException {
    Path killed = withUpload("agon-uploads-killed");
    Path living = withUpload("agon-uploads-living");
    Path elsewhere = withUpload("elsewhere");
    Files.createSymbolicLink(folder.resolve("agon-uploads-link"), elsewhere);
    Path foreign = Files.createDirectory(folder.resolve("agon-uploads-foreign"));
    Path other = Files.writeString(folder.resolve("other"), "");

    try (FileChannel lock = FileChannel.open(living.resolve("lock"), WRITE)) {
      lock.lock();
      UploadFolder.temporary(vertx, folder).close().await();
    }

    assertThat(killed).doesNotExist();
    assertThat(living.resolve("job/0")).exists();
    assertThat(elsewhere.resolve("job/0")).exists();
    assertThat(foreign).exists();
    assertThat(other).exists();
  }

  @Test
  void its_own_goes_with_all_that_waits_in_it() throws IOException {
    UploadFolder uploads = UploadFolder.temporary(vertx, folder);
    Files.writeString(uploads.incoming().resolve("waiting"), "{}");

    UploadFolder.temporary(vertx, folder);
    assertThat(uploads.incoming().resolve("waiting")).exists();

    uploads.close().await();
    assertThat(uploads.incoming()).doesNotExist();
  }
}
