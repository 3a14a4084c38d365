package dev.agon.server.exchange.export;

import dev.agon.server.exchange.export.ExportFormat.Snapshot;
import dev.agon.server.exchange.export.ExportFormat.Written;
import dev.agon.server.sql.DatabaseAddress;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Set;

/**
 * Exports studies as files, each in one snapshot and in constant memory. Everything blocks.
 *
 * @param address the migrated database
 * @param dictionary the data dictionary that goes with every export of a whole study
 */
public record Exporter(DatabaseAddress address, Path dictionary) {
  /**
   * What was exported.
   *
   * @param watermark the study's last number
   */
  public record Report(String study, long watermark, Written written) {}

  /**
   * Writes a study in a format; the stream stays open.
   *
   * @throws java.util.NoSuchElementException when there is no study of that slug
   * @throws IllegalArgumentException when something was chosen that the format does not know
   */
  public Report write(String slug, ExportFormat format, ExportChoices choices, OutputStream out)
      throws IOException {
    Set<ExportOption> unknown = choices.used();
    unknown.removeAll(format.options());
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "%s does not apply to %s".formatted(unknown.iterator().next().flag(), format.name()));
    }
    try (ExportStore store = new ExportStore(address, slug)) {
      Written written = format.write(new Snapshot(slug, store, dictionary), choices, out);
      return new Report(slug, store.watermark(), written);
    }
  }

  /**
   * Writes everything as files into a folder, which is there.
   *
   * @throws java.util.NoSuchElementException when there is no study of that slug
   */
  public Report writeFolder(String slug, Path folder) throws IOException {
    try (ExportStore store = new ExportStore(address, slug);
        ExportTarget target = ExportTarget.folder(folder)) {
      Written written = AgonArchive.write(new Snapshot(slug, store, dictionary), target);
      return new Report(slug, store.watermark(), written);
    }
  }
}
