package dev.agon.cli.help;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** Words that somebody may have meant who wrote another one. */
public final class Suggestions {
  private static final int MOST = 3;

  private Suggestions() {}

  /**
   * Those that are one slip away, or two in a word of six letters and more, or that the word
   * begins; the nearest first. Slips are a letter too many, missing, wrong, or two letters swapped.
   */
  static List<String> to(String word, Collection<String> words) {
    return nearest(
        word, words, other -> isSlip(word, other) || (word.length() > 2 && other.startsWith(word)));
  }

  /** Those that are so many slips away, the nearest first. */
  public static List<String> slipsOf(String word, Collection<String> words) {
    return nearest(word, words, other -> isSlip(word, other));
  }

  private static boolean isSlip(String word, String other) {
    return slips(word, other) <= (word.length() < 6 ? 1 : 2);
  }

  private static List<String> nearest(
      String word, Collection<String> words, Predicate<String> isNear) {
    return words.stream()
        .filter(isNear)
        .sorted(Comparator.comparingInt(other -> slips(word, other)))
        .limit(MOST)
        .toList();
  }

  /** The optimal string alignment distance. */
  private static int slips(String one, String other) {
    int[][] least = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        if (i == 0 || j == 0) {
          least[i][j] = i + j;
          continue;
        }
        int wrong = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        int all = Math.min(least[i - 1][j], least[i][j - 1]) + 1;
        all = Math.min(all, least[i - 1][j - 1] + wrong);
        if (i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1)) {
          all = Math.min(all, least[i - 2][j - 2] + 1);
        }
        least[i][j] = all;
      }
    }
    return least[one.length()][other.length()];
  }
}
