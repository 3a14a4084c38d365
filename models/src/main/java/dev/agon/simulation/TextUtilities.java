package dev.agon.simulation;

import dev.agon.numeric.Digests;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The utility of a response, found by its text alone, since an annotator is never told which
 * generator wrote it. A known text has its generator's utility; an unknown one is valued by its
 * length. To both is added the response's own noise, the same for whoever asks.
 */
public final class TextUtilities {
  /** Among unknown texts one of this many words is worth most. */
  private static final double BEST_WORDS = 120;

  /** Utility of an unknown text at its best length. */
  private static final double BEST_UTILITY = 0.8;

  /** Utility that an unknown text loses for each squared natural-log distance from that length. */
  private static final double LENGTH_PENALTY = 0.25;

  private static final double LOWEST_UTILITY = -1.5;

  private final Map<String, Double> known;
  private final double noise;
  private final long seed;

  /**
   * @param known {@link #fingerprint} of each known text, with its generator's utility
   * @param noise standard deviation of a response around its generator, at least 0
   * @param seed selects the noise
   */
  public TextUtilities(Map<String, Double> known, double noise, long seed) {
    this.known = Map.copyOf(known);
    this.noise = noise;
    this.seed = seed;
  }

  /** The SHA-256 of a text in hexadecimal; line ends and outer white space do not count. */
  public static String fingerprint(String text) {
    return Digests.hex(digest(text));
  }

  /** The utility of this text. */
  public double of(String text) {
    byte[] digest = digest(text);
    Double base = known.get(Digests.hex(digest));
    long response = ByteBuffer.wrap(digest).getLong();
    double own = new SplittableRandom(seed ^ response).nextGaussian();
    return (base != null ? base : byLength(text)) + noise * own;
  }

  /** Words of a text, at least 1. */
  static int words(String text) {
    return Math.max(1, text.strip().split("\\s+").length);
  }

  private static double byLength(String text) {
    double distance = Math.log(words(text) / BEST_WORDS);
    return Math.max(LOWEST_UTILITY, BEST_UTILITY - LENGTH_PENALTY * distance * distance);
  }

  private static byte[] digest(String text) {
    String plain = text.strip().replace("\r\n", "\n");
    return Digests.sha256(plain);
  }
}
