package dev.agon.server.training;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of a text's UTF-8 bytes, as hexadecimal digits: what a text is known by. */
record TextHash(String hex) {
  static TextHash of(String text) {
    return new TextHash(
        HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8))));
  }

  static TextHash of(Buffer bytes) {
    return new TextHash(HexFormat.of().formatHex(bytes.getBytes()));
  }

  Buffer bytes() {
    return Buffer.buffer(HexFormat.of().parseHex(hex));
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
