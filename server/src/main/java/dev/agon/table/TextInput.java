package dev.agon.table;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The text behind a file's bytes: unpacked when gzipped, without its byte order mark. */
public final class TextInput {
  private static final int BUFFER = 64 * 1024;
  private static final int HEAD = 16;

  private TextInput() {}

  /** What begins with some bytes, and what to do about it. */
  private enum Known {
    ZIP("PK\3\4", "is a zip archive or a spreadsheet: save it as CSV or JSONL"),
    NO_ZIP("PK\5\6", "is a zip archive without files"),
    PARQUET("PAR1", "is Parquet, which is not read: write it as CSV or JSONL"),
    ARROW("ARROW1", "is Arrow, which is not read: write it as CSV or JSONL"),
    AVRO("Obj\1", "is Avro, which is not read: write it as CSV or JSONL"),
    ORC("ORC", "is ORC, which is not read: write it as CSV or JSONL"),
    SQLITE("SQLite format 3", "is an SQLite database: write its table as CSV"),
    OFFICE("\u00d0\u00cf\u0011\u00e0", "is a spreadsheet of the old kind: save it as CSV"),
    ZSTANDARD("(\u00b5/\u00fd", "is packed by zstd: unpack it, or pack it by gzip"),
    BZIP("BZh", "is packed by bzip2: unpack it, or pack it by gzip"),
    XZ("\u00fd7zXZ\0", "is packed by xz: unpack it, or pack it by gzip"),
    UTF_32("\u00ff\u00fe\0\0", "is UTF-32: save the file as UTF-8"),
    UTF_16_LITTLE("\u00ff\u00fe", "is UTF-16: save the file as UTF-8"),
    UTF_16_BIG("\u00fe\u00ff", "is UTF-16: save the file as UTF-8");

    private final String start;
    private final String told;

    Known(String start, String told) {
      this.start = start;
      this.told = told;
    }

    boolean begins(byte[] head) {
      return new String(head, StandardCharsets.ISO_8859_1).startsWith(start);
    }
  }

  /**
   * A stream at the first byte of the text, which supports {@code mark}.
   *
   * @throws RowProblem when the bytes are no text that can be read
   */
  public static InputStream of(InputStream raw) throws IOException, RowProblem {
    InputStream in = new BufferedInputStream(raw, BUFFER);
    byte[] head = peek(in);
    if (head.length > 1 && head[0] == 0x1f && head[1] == (byte) 0x8b) {
      in = new BufferedInputStream(UnpackedInput.of(in), BUFFER);
      head = peek(in);
    }
    for (Known known : Known.values()) {
      if (known.begins(head)) {
        throw RowProblem.ofFile(1, 1, known.told);
      }
    }
    if (alternates(head, 0) || alternates(head, 1)) {
      throw RowProblem.ofFile(1, 1, "seems to be UTF-16: save the file as UTF-8");
    }
    if (head.length > 2
        && head[0] == (byte) 0xef
        && head[1] == (byte) 0xbb
        && head[2] == (byte) 0xbf) {
      in.skipNBytes(3);
    }
    return in;
  }

  /** Whether every other byte is 0, from this one on, and no other. */
  private static boolean alternates(byte[] head, int from) {
    for (int k = 0; k < head.length; k++) {
      if ((head[k] == 0) != (k % 2 == from)) {
        return false;
      }
    }
    return head.length >= 4;
  }

  private static byte[] peek(InputStream in) throws IOException {
    in.mark(HEAD);
    byte[] head = in.readNBytes(HEAD);
    in.reset();
    return head;
  }
}
