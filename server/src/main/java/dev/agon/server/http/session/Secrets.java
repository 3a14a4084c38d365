package dev.agon.server.http.session;

import dev.agon.numeric.Digests;
import java.security.SecureRandom;
import java.util.Base64;

/** Random words that open something; only their hashes are ever stored. */
public final class Secrets {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Secrets() {}

  /** A new secret of 256 random bits, safe in URLs and cookies. */
  public static String create() {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The SHA-256 under which a secret is stored. */
  public static byte[] hash(String secret) {
    return Digests.sha256(secret);
  }
}
