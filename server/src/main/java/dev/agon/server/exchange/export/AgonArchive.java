package dev.agon.server.exchange.export;

import dev.agon.server.exchange.archive.ArchiveFile;
import dev.agon.server.exchange.archive.ArchiveManifest;
import dev.agon.server.exchange.read.DigestingOutput;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;

/** All of a study as a zip archive; equal studies make equal archives. */
final class AgonArchive implements ExportFormat {
  private static final String DICTIONARY = "data-dictionary.md";

  @Override
  public String name() {
    return "agon";
  }

  @Override
  public String meaning() {
    return "all of the study as a ZIP archive of JSONL files; agon import reads it back";
  }

  @Override
  public String ending() {
    return ".zip";
  }

  @Override
  public String mediaType() {
    return "application/zip";
  }

  @Override
  public Written write(Snapshot study, ExportChoices choices, OutputStream out) throws IOException {
    try (ExportTarget target = ExportTarget.zip(new StaysOpen(out))) {
      return write(study, target);
    }
  }

  /** Writes the archive's files to where they are wanted. */
  static Written write(Snapshot study, ExportTarget target) throws IOException {
    Map<String, ArchiveManifest.Part> parts = new LinkedHashMap<>();
    Map<String, Long> rows = new LinkedHashMap<>();
    for (ArchiveFile file : ArchiveFile.values()) {
      try (DigestingOutput out = new DigestingOutput(target.file(file.fileName()))) {
        long n = study.store().writeJson(file, out);
        parts.put(file.fileName(), new ArchiveManifest.Part(n, out.sha256()));
        rows.put(file.fileName(), n);
      }
    }
    try (OutputStream out = target.file(DICTIONARY)) {
      Files.copy(study.dictionary(), out);
    }
    ArchiveManifest manifest =
        new ArchiveManifest(
            ArchiveManifest.FORMAT,
            ArchiveManifest.VERSION,
            study.slug(),
            study.store().watermark(),
            parts);
    try (OutputStream out = target.file(ArchiveManifest.NAME)) {
      out.write(manifest.toBytes());
    }
    return new Written(rows, Map.of());
  }

  /** A stream that somebody else closes. */
  private static final class StaysOpen extends FilterOutputStream {
    StaysOpen(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
