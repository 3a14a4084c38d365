package dev.agon.server.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresBinariesTest {
  @TempDir Path folder = Path.of("");

  @Test
  void unpacking_twice_at_once_leaves_one_whole_folder_for_every_user() throws Exception {
    URL archive = Objects.requireNonNull(PostgresBinaries.archive());
    Path home = folder.resolve("cache").resolve("postgres");
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Callable<Boolean> unpack =
          () -> {
            PostgresBinaries.unpack(archive, home);
            return true;
          };
      List<Future<Boolean>> both = new ArrayList<>();
      both.add(threads.submit(unpack));
      both.add(threads.submit(unpack));
      for (Future<Boolean> one : both) {
        assertThat(one.get()).isTrue();
      }
    }
    assertThat(Files.isExecutable(home.resolve("bin/postgres"))).isTrue();
    try (Stream<Path> left = Files.list(home.getParent())) {
      assertThat(left).containsExactly(home);
    }
    try (Stream<Path> all = Files.walk(home)) {
      assertThat(all.filter(path -> !Files.isSymbolicLink(path)))
          .allSatisfy(
              path ->
                  assertThat(Files.getPosixFilePermissions(path))
                      .contains(PosixFilePermission.OTHERS_READ));
    }
  }

  @Test
  void an_archive_that_ends_early_leaves_nothing() throws IOException {
    URL archive = Objects.requireNonNull(PostgresBinaries.archive());
    Path cut = folder.resolve("cut.txz");
    try (var in = archive.openStream()) {
      Files.write(cut, in.readNBytes(1_000_000));
    }
    Path home = folder.resolve("cache").resolve("postgres");
    URL damaged = cut.toUri().toURL();
    assertThatThrownBy(() -> PostgresBinaries.unpack(damaged, home))
        .isInstanceOf(IOException.class);
    assertThat(home.getParent()).isEmptyDirectory();
  }

  @Test
  void a_platform_without_bundled_programs_gets_a_way_out() {
    String machine = System.getProperty("os.arch");
    System.setProperty("os.arch", "riscv64");
    try {
      assertThatThrownBy(PostgresBinaries::bundled)
          .isInstanceOf(DatabaseException.class)
          .hasMessageContaining("riscv64")
          .hasMessageContaining("--database postgresql://");
    } finally {
      System.setProperty("os.arch", machine);
    }
  }
}
