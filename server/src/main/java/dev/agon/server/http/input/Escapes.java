package dev.agon.server.http.input;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Percent escapes of an address: what they may write, and what is wrong with them. */
final class Escapes {
  private Escapes() {}

  /** What is wrong with the escapes of a path or query as it was sent; null when nothing is. */
  static @Nullable String problem(String raw) {
    int at = raw.indexOf('%');
    ByteBuffer bytes = ByteBuffer.allocate(at < 0 ? 0 : raw.length() / 3);
    while (at >= 0) {
      bytes.clear();
      int next = at;
      while (next < raw.length() && raw.charAt(next) == '%') {
        int value = next + 2 < raw.length() ? value(raw, next + 1) : -1;
        if (value < 0) {
          return "The address contains a '%' that is not followed by two hexadecimal digits.";
        }
        if (value == 0) {
          return "The address contains the character U+0000.";
        }
        bytes.put((byte) value);
        next += 3;
      }
      if (!isUtf8(bytes.flip())) {
        return "The address contains escapes that are not UTF-8.";
      }
      at = raw.indexOf('%', next);
    }
    return null;
  }

  private static int value(String raw, int at) {
    int high = Character.digit(raw.charAt(at), 16);
    int low = Character.digit(raw.charAt(at + 1), 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }

  private static boolean isUtf8(ByteBuffer bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(bytes);
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
