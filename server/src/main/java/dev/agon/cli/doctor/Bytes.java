package dev.agon.cli.doctor;

import java.util.Locale;

/** Sizes for people. */
final class Bytes {
  private Bytes() {}

  /** For example {@code 1.5 GiB}. */
  static String text(long bytes) {
    return bytes < 1L << 30
        ? "%d MiB".formatted(bytes >> 20)
        : String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
  }
}
