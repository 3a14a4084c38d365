package dev.agon.server.exchange.read;

import dev.agon.numeric.Digests;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** Counts and digests the bytes that are read. */
public final class CountingInput extends FilterInputStream {
  private final MessageDigest digest = Digests.sha256();
  private long count;

  public CountingInput(InputStream in) {
    super(in);
  }

  public long count() {
    return count;
  }

  /** The SHA-256 of everything read so far, in hexadecimal digits; starts afresh. */
  public String sha256() {
    return Digests.hex(digest);
  }

  @Override
  public int read() throws IOException {
    int b = super.read();
    if (b >= 0) {
      count++;
      digest.update((byte) b);
    }
    return b;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int n = super.read(bytes, offset, length);
    if (n > 0) {
      count += n;
      digest.update(bytes, offset, n);
    }
    return n;
  }

  @Override
  public long skip(long n) throws IOException {
    long left = n;
    byte[] scratch = new byte[8192];
    while (left > 0) {
      int read = read(scratch, 0, (int) Math.min(left, scratch.length));
      if (read < 0) {
        break;
      }
      left -= read;
    }
    return n - left;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
