package dev.agon.cli;

import dev.agon.server.sql.BackupManifest;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a backup holds, for a person or for a program. */
final class BackupReport {
  private BackupReport() {}

  static String of(BackupManifest manifest, boolean json) {
    return json ? manifest.toJson().encodePrettily() : table(manifest);
  }

  private static String table(BackupManifest manifest) {
    String rows =
        manifest.tables().stream()
            .filter(table -> table.rows() > 0)
            .map(table -> line(table.name(), table.rows(), table.bytes()))
            .collect(Collectors.joining());
    return String.format(Locale.ROOT, "%-24s %14s %16s%n", "table", "rows", "bytes")
        + rows
        + line("all (schema " + manifest.schema() + ")", manifest.rows(), manifest.bytes())
            .stripTrailing();
  }

  private static String line(String name, long rows, long bytes) {
    return String.format(Locale.ROOT, "%-24s %,14d %,16d%n", name, rows, bytes);
  }
}
