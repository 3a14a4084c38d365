package dev.agon.table;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** What a gzipped file unpacks to, as long as that is in proportion to the file. */
final class UnpackedInput extends FilterInputStream {
  /** Texts reach ten and lists of scores forty; a file of equal rows reaches hundreds. */
  private static final long MOST_TIMES = 100;

  private static final long UNQUESTIONED = 64L << 20;
  private static final int BUFFER = 64 * 1024;

  private final Packed packed;
  private long count;

  private UnpackedInput(Packed packed) throws IOException {
    super(new GZIPInputStream(packed, BUFFER));
    this.packed = packed;
  }

  static UnpackedInput of(InputStream packed) throws IOException {
    return new UnpackedInput(new Packed(packed));
  }

  /** Thrown where the proportion is lost. */
  static final class OutOfProportion extends IOException {
    private static final long serialVersionUID = 1L;

    OutOfProportion() {
      super(
          "unpacks to more than %d times its own size: unpack it first if that is right"
              .formatted(MOST_TIMES));
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int n = super.read(bytes, offset, length);
    count += Math.max(0, n);
    if (count > UNQUESTIONED && count / MOST_TIMES > packed.count) {
      throw new OutOfProportion();
    }
    return n;
  }

  private static final class Packed extends FilterInputStream {
    private long count;

    Packed(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int one = super.read();
      count += one < 0 ? 0 : 1;
      return one;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int n = super.read(bytes, offset, length);
      count += Math.max(0, n);
      return n;
    }
  }
}
