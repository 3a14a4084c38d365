package dev.agon.server.exchange.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file to import.
 *
 * @param name what error messages call it
 * @param shortName what is remembered of it
 * @param size in bytes, or -1 when it is not known
 * @param opener opens its bytes, each time from the first
 */
public record Source(String name, String shortName, long size, Opener opener) {
  /** A file whose name is no path. */
  public Source(String name, long size, Opener opener) {
    this(name, name, size, opener);
  }

  /** Opens a stream, which the importer closes. */
  @FunctionalInterface
  public interface Opener {
    InputStream open() throws IOException;
  }

  /** A file on this machine. */
  public static Source of(Path file) throws IOException {
    Path last = file.getFileName();
    return new Source(
        file.toString(),
        last == null ? file.toString() : last.toString(),
        Files.size(file),
        () -> Files.newInputStream(file));
  }
}
