package dev.agon.server.training;

import dev.agon.numeric.Digests;
import io.vertx.core.buffer.Buffer;
import java.util.HexFormat;

/** The SHA-256 of a text's UTF-8 bytes, as hexadecimal digits: what a text is known by. */
public record TextHash(String hex) {
  public static TextHash of(String text) {
    return new TextHash(Digests.hex(Digests.sha256(text)));
  }

  public static TextHash of(Buffer bytes) {
    return new TextHash(Digests.hex(bytes.getBytes()));
  }

  public Buffer bytes() {
    return Buffer.buffer(HexFormat.of().parseHex(hex));
  }
}
