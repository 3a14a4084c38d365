package dev.agon.server.training;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of a text's UTF-8 bytes, as hexadecimal digits: what a text is known by. */
public record TextHash(String hex) {
  public static TextHash of(String text) {
    return new TextHash(
        HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8))));
  }

  public static TextHash of(Buffer bytes) {
    return new TextHash(HexFormat.of().formatHex(bytes.getBytes()));
  }

  public Buffer bytes() {
    return Buffer.buffer(HexFormat.of().parseHex(hex));
  }

  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
