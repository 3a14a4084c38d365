package dev.agon.server.exchange;

import dev.agon.preference.Outcome;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the words in a log's winner column mean; letter case does not matter. */
public final class Winners {
  private static final Map<String, Outcome> KNOWN =
      Map.of(
          "left", Outcome.FIRST,
          "right", Outcome.SECOND,
          "tie", Outcome.TIE,
          "both_bad", Outcome.BOTH_BAD,
          "model_a", Outcome.FIRST,
          "model_b", Outcome.SECOND,
          "tie (bothbad)", Outcome.BOTH_BAD);

  /** The usual words only. */
  public static final Winners USUAL = new Winners(Map.of());

  private final Map<String, Outcome> words = new HashMap<>(KNOWN);

  /** The usual words and some more, of which each means the outcome as the log shows it. */
  public Winners(Map<String, Outcome> more) {
    more.forEach((word, outcome) -> words.put(word.strip().toLowerCase(Locale.ROOT), outcome));
  }

  /** What a word means, or null for an unknown one. */
  public @Nullable Outcome outcome(String word) {
    return words.get(word.strip().toLowerCase(Locale.ROOT));
  }

  /** All words, for a person. */
  String known() {
    return String.join(", ", new TreeSet<>(words.keySet()));
  }
}
