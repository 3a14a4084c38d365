package dev.agon.server.admin;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import me.gosimple.nbvcxz.Nbvcxz;
import me.gosimple.nbvcxz.resources.ConfigurationBuilder;
import me.gosimple.nbvcxz.resources.Dictionary;
import me.gosimple.nbvcxz.resources.DictionaryBuilder;

/**
 * How soon a password is guessed by who tries common passwords, words, names, rows of keys, dates
 * and repetitions first.
 *
 * @param bits binary logarithm of the guesses that it takes
 */
record PasswordStrength(double bits) {
  /** A thousand million guesses: years at the pace at which one process looks at them. */
  private static final double LEAST_BITS = 30;

  /** Rating takes the longer the longer a password is; what comes after is not rated. */
  private static final int MOST_RATED = 64;

  private static final long MOST_MS = 300;
  private static final String PRODUCT = "agon";
  private static final int SHORTEST_WORD = 3;

  /** Loaded when the first password is chosen: a hundred thousand words. */
  private static final class Words {
    static final List<Dictionary> COMMON = ConfigurationBuilder.getDefaultDictionaries();

    private Words() {}
  }

  /**
   * Rates a password; takes up to a second.
   *
   * @param about words that its owner would think of first, for example their name
   */
  static PasswordStrength of(String password, List<String> about) {
    DictionaryBuilder own = new DictionaryBuilder().setDictionaryName("own").setExclusion(false);
    words(about).forEach(word -> own.addWord(word, 1));
    List<Dictionary> all = new ArrayList<>(Words.COMMON);
    all.add(own.createDictionary());
    var configuration =
        new ConfigurationBuilder()
            .setLocale(Locale.ENGLISH)
            .setDictionaries(all)
            .setMaxLength(MOST_RATED)
            .setCombinationAlgorithmTimeout(MOST_MS)
            .createConfiguration();
    return new PasswordStrength(new Nbvcxz(configuration).estimate(password).getEntropy());
  }

  private static Set<String> words(List<String> about) {
    Set<String> words = new LinkedHashSet<>();
    words.add(PRODUCT);
    for (String text : about) {
      String lower = text.toLowerCase(Locale.ROOT);
      words.add(lower);
      words.add(lower.replaceAll("\\s+", ""));
      for (String word : lower.split("[^\\p{L}\\p{N}]+", -1)) {
        if (word.length() >= SHORTEST_WORD) {
          words.add(word);
        }
      }
    }
    words.removeIf(word -> word.length() < SHORTEST_WORD);
    return words;
  }

  boolean isEnough() {
    return bits >= LEAST_BITS;
  }
}
