package dev.agon.server.exchange.export;

import dev.agon.server.exchange.archive.ArchiveFile;
import dev.agon.server.exchange.archive.ArchiveManifest;
import dev.agon.server.exchange.read.DigestingOutput;
import dev.agon.server.sql.DatabaseAddress;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Exports studies as files, each in one snapshot and in constant memory. Everything blocks.
 *
 * @param address the migrated database
 * @param dictionary the data dictionary that goes with every export
 */
public record Exporter(DatabaseAddress address, Path dictionary) {
  private static final String DICTIONARY = "data-dictionary.md";

  /**
   * What was exported.
   *
   * @param watermark the study's last number
   * @param rows by file
   */
  public record Report(String study, long watermark, Map<String, Long> rows) {}

  /**
   * Writes everything as one zip archive and closes the stream.
   *
   * @throws java.util.NoSuchElementException when there is no study of that slug
   */
  public Report writeZip(String slug, OutputStream out) throws IOException {
    try (ExportStore store = new ExportStore(address, slug);
        ExportTarget target = ExportTarget.zip(out)) {
      return write(store, slug, target);
    }
  }

  /**
   * Writes everything into a folder, which is there.
   *
   * @throws java.util.NoSuchElementException when there is no study of that slug
   */
  public Report writeFolder(String slug, Path folder) throws IOException {
    try (ExportStore store = new ExportStore(address, slug);
        ExportTarget target = ExportTarget.folder(folder)) {
      return write(store, slug, target);
    }
  }

  /** As {@link #writeVotesCsv(String, boolean, OutputStream)}, without a byte order mark. */
  public Report writeVotesCsv(String slug, OutputStream out) throws IOException {
    return writeVotesCsv(slug, false, out);
  }

  /**
   * Writes the votes that count as CSV that is safe in a spreadsheet; the stream stays open.
   *
   * @param mark whether a byte order mark comes first
   * @throws java.util.NoSuchElementException when there is no study of that slug
   */
  public Report writeVotesCsv(String slug, boolean mark, OutputStream out) throws IOException {
    try (ExportStore store = new ExportStore(address, slug)) {
      if (mark) {
        out.write("\uFEFF".getBytes(StandardCharsets.UTF_8));
      }
      long rows = store.writeVotesCsv(out);
      return new Report(slug, store.watermark(), Map.of("votes.csv", rows));
    }
  }

  /**
   * Writes answers to a rubric as rows of UltraFeedback; the stream stays open.
   *
   * @param annotator whose answers; null for everybody's
   * @throws java.util.NoSuchElementException when there is no study of that slug
   */
  public Report writeUltraFeedback(String slug, @Nullable String annotator, OutputStream out)
      throws IOException {
    try (ExportStore store = new ExportStore(address, slug)) {
      long rows = store.writeUltraFeedback(annotator, out);
      return new Report(slug, store.watermark(), Map.of("rows.jsonl", rows));
    }
  }

  private Report write(ExportStore store, String slug, ExportTarget target) throws IOException {
    Map<String, ArchiveManifest.Part> parts = new LinkedHashMap<>();
    Map<String, Long> rows = new LinkedHashMap<>();
    for (ArchiveFile file : ArchiveFile.values()) {
      try (DigestingOutput out = new DigestingOutput(target.file(file.fileName()))) {
        long n = store.writeJson(file, out);
        parts.put(file.fileName(), new ArchiveManifest.Part(n, out.sha256()));
        rows.put(file.fileName(), n);
      }
    }
    try (OutputStream out = target.file(DICTIONARY)) {
      Files.copy(dictionary, out);
    }
    long watermark = store.watermark();
    ArchiveManifest manifest =
        new ArchiveManifest(
            ArchiveManifest.FORMAT, ArchiveManifest.VERSION, slug, watermark, parts);
    try (OutputStream out = target.file(ArchiveManifest.NAME)) {
      out.write(manifest.toBytes());
    }
    return new Report(slug, watermark, rows);
  }
}
