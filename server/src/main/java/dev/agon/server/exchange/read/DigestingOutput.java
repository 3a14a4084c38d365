package dev.agon.server.exchange.read;

import dev.agon.numeric.Digests;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;

/** Digests the bytes that are written. */
public final class DigestingOutput extends FilterOutputStream {
  private final MessageDigest digest = Digests.sha256();

  public DigestingOutput(OutputStream out) {
    super(out);
  }

  /** The SHA-256 of everything written so far, in hexadecimal digits; starts afresh. */
  public String sha256() {
    return Digests.hex(digest);
  }

  @Override
  public void write(int b) throws IOException {
    digest.update((byte) b);
    out.write(b);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    digest.update(bytes, offset, length);
    out.write(bytes, offset, length);
  }
}
