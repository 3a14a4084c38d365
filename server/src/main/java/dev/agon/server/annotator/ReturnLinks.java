package dev.agon.server.annotator;

import dev.agon.server.http.session.Secrets;
import io.vertx.core.buffer.Buffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The personal links that bring annotators back. */
final class ReturnLinks {
  static final String PATH = "/return";

  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final Pattern LINK = Pattern.compile("(?:.*/)?(" + SECRET.pattern() + ")/?");

  private ReturnLinks() {}

  /** Whether a text could be one of our secrets. */
  static boolean isSecret(String text) {
    return SECRET.matcher(text).matches();
  }

  /** What is stored of a secret. */
  static Buffer hash(String secret) {
    return Buffer.buffer(Secrets.hash(secret));
  }

  /** The path of a secret's link. */
  static String path(String secret) {
    return PATH + "/" + secret;
  }

  /** The secret at the end of a link that somebody pasted; null when there is none. */
  static @Nullable String secretIn(String pasted) {
    Matcher link = LINK.matcher(pasted.strip());
    return link.matches() ? link.group(1) : null;
  }
}
