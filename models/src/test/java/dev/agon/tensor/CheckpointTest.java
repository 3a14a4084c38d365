package dev.agon.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
  private final Path folder;

  CheckpointTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void gives_back_every_bit_and_property() throws IOException {
    Path file = folder.resolve("last");
    Checkpoint written = checkpoint(17);
    written.write(file);
    Checkpoint read = Checkpoint.read(file);
    assertThat(read.snapshot().steps()).isEqualTo(17);
    assertThat(read.properties()).isEqualTo(Map.of("data", "abc", "seed", "5"));
    assertThat(read.sha256()).isEqualTo(written.sha256());
    assertThat(read.snapshot().tensors().get("a").shape()).containsExactly(2, 3);
    assertThat(read.snapshot().tensors().get("scalar").values()).containsExactly(-0.0f);
  }

  @Test
  void a_later_one_takes_the_place_of_the_earlier() throws IOException {
    Path file = folder.resolve("last");
    checkpoint(1).write(file);
    checkpoint(2).write(file);
    assertThat(Checkpoint.read(file).snapshot().steps()).isEqualTo(2);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void one_changed_bit_anywhere_is_found() throws IOException {
    Path file = folder.resolve("last");
    checkpoint(1).write(file);
    byte[] whole = Files.readAllBytes(file);
    for (int at = 0; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 4;
      Files.write(file, damaged);
      assertThatThrownBy(() -> Checkpoint.read(file))
          .as("byte %d", at)
          .isInstanceOf(IOException.class)
          .hasMessageContaining(file.toString());
    }
  }

  @Test
  void the_damaged_tensor_is_named() throws IOException {
    Path file = folder.resolve("last");
    checkpoint(1).write(file);
    byte[] whole = Files.readAllBytes(file);
    whole[whole.length - 1] ^= 1;
    Files.write(file, whole);
    assertThatThrownBy(() -> Checkpoint.read(file))
        .hasMessageContaining("the tensor scalar does not have its SHA-256");
  }

  @Test
  void a_file_that_ends_too_early_or_goes_on_is_refused() throws IOException {
    Path file = folder.resolve("last");
    checkpoint(1).write(file);
    byte[] whole = Files.readAllBytes(file);
    for (int length : new int[] {0, 5, 11, 30, 60, whole.length - 1}) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Checkpoint.read(file)).isInstanceOf(IOException.class);
    }
    Files.write(file, Arrays.copyOf(whole, whole.length + 1));
    assertThatThrownBy(() -> Checkpoint.read(file)).hasMessageContaining("goes on");
    assertThatThrownBy(() -> Checkpoint.read(folder.resolve("none")))
        .isInstanceOf(NoSuchFileException.class);
  }

  private static Checkpoint checkpoint(long steps) {
    Weights weights =
        new Weights()
            .put("a", new long[] {2, 3}, new float[] {1, 2, 3, Float.MIN_VALUE, -5, 6e20f})
            .put("scalar", new long[0], new float[] {-0.0f});
    return new Checkpoint(new Snapshot(steps, weights), Map.of("seed", "5", "data", "abc"));
  }
}
