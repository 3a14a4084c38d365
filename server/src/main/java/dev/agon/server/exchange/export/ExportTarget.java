package dev.agon.server.exchange.export;

import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Where an export's files go, one after another. */
interface ExportTarget extends Closeable {
  /** Begins a file; it is to be closed before the next. */
  OutputStream file(String name) throws IOException;

  /** A zip archive; equal files make equal archives. */
  static ExportTarget zip(OutputStream out) {
    ZipOutputStream zip = new ZipOutputStream(out);
    return new ExportTarget() {
      @Override
      public OutputStream file(String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
        zip.putNextEntry(entry);
        return new FilterOutputStream(zip) {
          @Override
          public void write(byte[] bytes, int offset, int length) throws IOException {
            zip.write(bytes, offset, length);
          }

          @Override
          public void close() throws IOException {
            zip.closeEntry();
          }
        };
      }

      @Override
      public void close() throws IOException {
        zip.close();
      }
    };
  }

  /** A folder, which is there. */
  static ExportTarget folder(Path folder) {
    return new ExportTarget() {
      @Override
      public OutputStream file(String name) throws IOException {
        return Files.newOutputStream(folder.resolve(name));
      }

      @Override
      public void close() {}
    };
  }
}
