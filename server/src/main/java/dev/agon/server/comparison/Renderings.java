package dev.agon.server.comparison;

import dev.agon.numeric.Digests;
import dev.agon.server.comparison.ContentStore.Rendering;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rendered texts by the hash of what they were rendered from: a response is rendered once, however
 * many comparisons show it. Those that were shown last are kept.
 */
final class Renderings {
  private final Rendering rendering;
  private final long keptCharacters;
  private final Map<ByteBuffer, Content.Text> kept = new LinkedHashMap<>(16, 0.75f, true);
  private long characters;

  /** An empty cache of at most so many characters, texts and HTML together. */
  Renderings(Rendering rendering, long keptCharacters) {
    this.rendering = rendering;
    this.keptCharacters = keptCharacters;
  }

  /** A text with its HTML; its turns as JSON if it has any. */
  Content.Text of(String text, @Nullable String turns, String language) {
    ByteBuffer key = hash(text, turns, language);
    synchronized (kept) {
      Content.Text known = kept.get(key);
      if (known != null) {
        return known;
      }
    }
    Content.Text rendered =
        new Content.Text(text, rendering.toHtml(text, turns, language), language);
    keep(key, rendered);
    return rendered;
  }

  private void keep(ByteBuffer key, Content.Text rendered) {
    synchronized (kept) {
      if (kept.put(key, rendered) == null) {
        characters += size(rendered);
      }
      var oldest = kept.values().iterator();
      while (characters > keptCharacters) {
        characters -= size(oldest.next());
        oldest.remove();
      }
    }
  }

  private static long size(Content.Text text) {
    return (long) text.text().length() + text.html().length();
  }

  private static ByteBuffer hash(String text, @Nullable String turns, String language) {
    MessageDigest digest = Digests.sha256();
    add(digest, text);
    add(digest, language);
    if (turns != null) {
      add(digest, turns);
    }
    return ByteBuffer.wrap(digest.digest());
  }

  /** With its length before it, so that no two sequences of texts look the same. */
  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
    digest.update(bytes);
  }
}
