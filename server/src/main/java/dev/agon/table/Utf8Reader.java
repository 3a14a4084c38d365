package dev.agon.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Decodes UTF-8 row by row and refuses anything else, and rows that are too long, saying where. */
final class Utf8Reader extends Reader {
  private static final int BUFFER = 64 * 1024;

  private final InputStream in;
  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).flip();
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private final LargeRows rows = new LargeRows();
  private boolean ended;
  private long line = 1;
  private int column = 1;

  Utf8Reader(InputStream in) {
    this.in = in;
  }

  /** Bytes that are no text that can be read. */
  static final class Unreadable extends IOException {
    private static final long serialVersionUID = 1;

    private final long line;
    private final int character;

    Unreadable(long line, int character, String message) {
      super(message);
      this.line = line;
      this.character = character;
    }

    RowProblem problem() {
      return RowProblem.ofFile(line, character, String.valueOf(getMessage()));
    }
  }

  /** Tells that the row read last is no longer held. */
  void rowDone() {
    rows.done();
  }

  @Override
  public int read(char[] chars, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    // A character outside the basic plane takes two places.
    if (length == 1) {
      throw new IllegalArgumentException("a buffer of at least 2 characters is needed");
    }
    CharBuffer out = CharBuffer.wrap(chars, offset, length).slice();
    while (out.position() == 0) {
      CoderResult result = decoder.decode(bytes, out, ended);
      if (result.isError()) {
        if (out.position() == 0) {
          throw new Unreadable(
              line, column, "is not UTF-8 from here on" + seems() + ": save the file as UTF-8");
        }
        break;
      }
      if (out.position() == 0 && ended) {
        return -1;
      }
      if (out.position() == 0) {
        fill();
      }
    }
    if (!rows.read(out.position())) {
      throw new Unreadable(
          line,
          1,
          "the row has more than %,d characters, the most with the memory of this process"
              .formatted(LargeRows.longest()));
    }
    count(chars, offset, out.position());
    return out.position();
  }

  /** A single byte above ASCII beside ASCII is a letter of the western encodings. */
  private String seems() {
    int at = bytes.position();
    int bad = bytes.get(at) & 0xff;
    boolean single = at + 1 >= bytes.limit() || bytes.get(at + 1) >= 0;
    return !single ? "" : bad < 0xa0 ? "; it seems to be Windows-1252" : "; it seems to be Latin-1";
  }

  private void fill() throws IOException {
    bytes.compact();
    int n;
    try {
      n = in.read(bytes.array(), bytes.position(), bytes.remaining());
    } catch (UnpackedInput.OutOfProportion e) {
      throw new Unreadable(line, 0, String.valueOf(e.getMessage()));
    }
    if (n < 0) {
      ended = true;
    } else {
      bytes.position(bytes.position() + n);
    }
    bytes.flip();
  }

  private void count(char[] chars, int offset, int n) {
    for (int k = offset; k < offset + n; k++) {
      if (chars[k] == '\n') {
        line++;
        column = 1;
      } else {
        column++;
      }
    }
  }

  @Override
  public void close() throws IOException {
    rows.done();
    in.close();
  }
}
