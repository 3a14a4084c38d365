package dev.agon.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the server on a data folder is reached: it writes that down beside its data, for commands
 * that print links.
 */
final class ServedAddress {
  private final Path file;

  ServedAddress(Path data) {
    this.file = data.resolve("address");
  }

  /** Writes it down, until it is forgotten. */
  void publish(String url) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, url + "\n");
    } catch (IOException e) {
      System.err.println(
          "agon: cannot write %s, so that 'agon admin link' needs --public-url: %s"
              .formatted(file, e.getMessage()));
    }
  }

  /** The last one that was written down; nothing after an orderly end. */
  Optional<URI> read() {
    try {
      return Optional.of(URI.create(Files.readString(file, StandardCharsets.UTF_8).strip()));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Deletes it, unless another server has begun on the folder since. */
  void forget(String url) {
    try {
      if (read().filter(URI.create(url)::equals).isPresent()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      System.err.println("agon: cannot delete " + file + ": " + e.getMessage());
    }
  }
}
