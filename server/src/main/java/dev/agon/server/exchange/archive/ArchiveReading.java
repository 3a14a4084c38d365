package dev.agon.server.exchange.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agon.numeric.Digests;
import dev.agon.question.form.Form;
import dev.agon.question.form.FormException;
import dev.agon.server.exchange.load.CopyStore;
import dev.agon.server.exchange.load.ImportSessionStore;
import dev.agon.server.exchange.read.CountingInput;
import dev.agon.server.exchange.read.ImportError;
import dev.agon.server.exchange.read.ImportErrors;
import dev.agon.server.exchange.read.ImportRefused;
import dev.agon.server.exchange.read.ReadingProgress;
import dev.agon.server.exchange.read.Source;
import dev.agon.table.JsonlRows;
import dev.agon.table.Row;
import dev.agon.table.RowProblem;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/** Reads an export, as one zip archive or as its files, and stages its lines. */
public final class ArchiveReading {
  private static final int ROWS_PER_REPORT = 1_000;
  private static final int LONGEST_MANIFEST = 1 << 20;

  private final ReadingProgress readingProgress;
  private final CopyStore staging;
  private final ImportErrors errors = new ImportErrors();
  private final Map<ArchiveFile, ArchiveManifest.Part> read = new EnumMap<>(ArchiveFile.class);
  private @Nullable ArchiveManifest manifest;
  private String manifestDigest = "";
  private long rows;

  public ArchiveReading(ReadingProgress readingProgress, CopyStore staging) {
    this.readingProgress = readingProgress;
    this.staging = staging;
  }

  /** Whether a file is a zip archive with files of an export. */
  public static boolean isArchive(Source source) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(source.opener().open())) {
      ZipEntry entry = zip.getNextEntry();
      while (entry != null && ArchiveFile.named(shortName(entry.getName())) == null) {
        entry = zip.getNextEntry();
      }
      return entry != null;
    } catch (ZipException | EOFException e) {
      return false;
    }
  }

  private static String shortName(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  /** Reads all files; answers the manifest, to which they fit. */
  public ArchiveManifest read(List<Source> sources) throws ImportRefused, IOException {
    for (Source source : sources) {
      try (CountingInput raw = new CountingInput(source.opener().open());
          PushbackInputStream in = new PushbackInputStream(raw, 2)) {
        byte[] head = in.readNBytes(2);
        in.unread(head);
        if (head.length == 2 && head[0] == 'P' && head[1] == 'K') {
          readZip(in, raw);
        } else {
          readFile(in, source.name(), raw);
        }
        readingProgress.fileDone(raw.count(), 0);
      } catch (ZipException | EOFException e) {
        throw new ImportRefused(source.name(), "is damaged: " + e.getMessage());
      }
    }
    errors.refuseIfAny();
    staging.flush();
    return checkedManifest(sources.getFirst().name());
  }

  /** The manifest as a file that was read, with the rows of all files. */
  public ImportSessionStore.FileRead manifestFile() {
    return new ImportSessionStore.FileRead(
        ArchiveManifest.NAME, ArchiveManifest.NAME, manifestDigest, rows);
  }

  private void readZip(InputStream in, CountingInput raw) throws ImportRefused, IOException {
    ZipInputStream zip = new ZipInputStream(in);
    for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
      readFile(
          new FilterInputStream(zip) {
            @Override
            public void close() {}
          },
          e.getName(),
          raw);
    }
  }

  private void readFile(InputStream in, String name, CountingInput raw)
      throws ImportRefused, IOException {
    String shortName = shortName(name);
    ArchiveFile file = ArchiveFile.named(shortName);
    if (file != null) {
      if (read.containsKey(file)) {
        throw new ImportRefused(name, "is there twice");
      }
      stage(in, file, raw);
    } else if (shortName.equals(ArchiveManifest.NAME)) {
      byte[] bytes = in.readNBytes(LONGEST_MANIFEST);
      manifest = ArchiveManifest.of(bytes, name);
      manifestDigest = Digests.hex(Digests.sha256(bytes));
    }
  }

  private void stage(InputStream in, ArchiveFile file, CountingInput raw)
      throws ImportRefused, IOException {
    CountingInput content = new CountingInput(in);
    long lines;
    try (JsonlRows reader = new JsonlRows(content)) {
      lines = stage(reader, file, raw);
    }
    read.put(file, new ArchiveManifest.Part(lines, content.sha256()));
  }

  private long stage(JsonlRows reader, ArchiveFile file, CountingInput raw)
      throws ImportRefused, IOException {
    long lines = 0;
    boolean more = true;
    while (more) {
      try {
        Row row = reader.next();
        more = row != null;
        if (row != null) {
          lines++;
          rows++;
          ObjectNode json = ArchiveRow.checked(row, file);
          if (file == ArchiveFile.STUDY) {
            checkForm(row, json.path("form"));
          }
          staging.value(file.number()).value(row.line()).value(json.toString()).end();
        }
      } catch (RowProblem e) {
        errors.add(ImportError.of(file.fileName(), e));
      }
      if (rows % ROWS_PER_REPORT == 0) {
        readingProgress.reading(raw.count(), rows);
      }
    }
    return lines;
  }

  private static void checkForm(Row row, JsonNode form) throws RowProblem {
    if (!form.isObject()) {
      return;
    }
    try {
      Form.of(form);
    } catch (FormException e) {
      throw new RowProblem(row.line(), 0, "form: " + e.getMessage());
    }
  }

  private ArchiveManifest checkedManifest(String source) throws ImportRefused {
    if (manifest == null) {
      throw new ImportRefused(
          source, "has no " + ArchiveManifest.NAME + ": it is not an Agon export");
    }
    for (ArchiveFile file : ArchiveFile.values()) {
      ArchiveManifest.Part promised = manifest.files().get(file.fileName());
      ArchiveManifest.Part found = read.get(file);
      if (promised == null || found == null) {
        throw new ImportRefused(source, "has no " + file.fileName());
      }
      if (!promised.equals(found)) {
        errors.add(
            ImportError.ofFile(
                file.fileName(), "is not what was exported: its SHA-256 or its rows differ"));
      }
    }
    errors.refuseIfAny();
    return manifest;
  }
}
