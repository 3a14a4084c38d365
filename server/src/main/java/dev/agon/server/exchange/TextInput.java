package dev.agon.server.exchange;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The text behind a file's bytes: unpacked when gzipped, without its byte order mark. */
final class TextInput {
  private static final int BUFFER = 64 * 1024;

  private TextInput() {}

  /**
   * A stream at the first byte of the text, which supports {@code mark}.
   *
   * @throws RowProblem when the bytes are no text that can be read
   */
  static InputStream of(InputStream raw) throws IOException, RowProblem {
    InputStream in = new BufferedInputStream(raw, BUFFER);
    byte[] head = peek(in, 2);
    if (starts(head, 0x1f, 0x8b)) {
      in = new BufferedInputStream(UnpackedInput.of(in), BUFFER);
      head = peek(in, 2);
    }
    if (starts(head, 'P', 'K')) {
      throw new RowProblem(1, 1, "is a zip archive or a spreadsheet: save it as CSV or JSONL");
    }
    if (starts(head, 0xff, 0xfe) || starts(head, 0xfe, 0xff)) {
      throw new RowProblem(1, 1, "is UTF-16: save the file as UTF-8");
    }
    if (starts(peek(in, 3), 0xef, 0xbb, 0xbf)) {
      in.skipNBytes(3);
    }
    return in;
  }

  private static byte[] peek(InputStream in, int n) throws IOException {
    in.mark(n);
    byte[] head = in.readNBytes(n);
    in.reset();
    return head;
  }

  private static boolean starts(byte[] head, int... bytes) {
    if (head.length < bytes.length) {
      return false;
    }
    for (int k = 0; k < bytes.length; k++) {
      if ((head[k] & 0xff) != bytes[k]) {
        return false;
      }
    }
    return true;
  }
}
