package dev.agon.table;

import dev.agon.preference.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the words in a file's winner column mean, for every command; letter case and blanks around
 * do not matter.
 */
public final class Winners {
  /** What a word says. */
  public sealed interface Meaning {
    /** A vote. */
    record Vote(Outcome outcome) implements Meaning {}

    /** No vote: the row is left out, as was asked for. */
    record Skipped() implements Meaning {}

    /** Nothing that is known. */
    record Unknown() implements Meaning {}

    /** Two things: a word for one side and the name of the other. */
    record Ambiguous() implements Meaning {}
  }

  private static final Meaning SKIPPED = new Meaning.Skipped();
  private static final Meaning UNKNOWN = new Meaning.Unknown();
  private static final Meaning AMBIGUOUS = new Meaning.Ambiguous();
  private static final Meaning FIRST = new Meaning.Vote(Outcome.FIRST);
  private static final Meaning SECOND = new Meaning.Vote(Outcome.SECOND);
  private static final Map<String, Outcome> USUAL_WORDS = usualWords();

  /** The usual words only. */
  public static final Winners USUAL = new Winners(Map.of(), Set.of());

  private final Map<String, Outcome> words = new HashMap<>(USUAL_WORDS);
  private final Set<String> told = new TreeSet<>();
  private final Set<String> skipped = new TreeSet<>();

  /** The usual words and some more, of which each means the outcome as the log shows it. */
  public Winners(Map<String, Outcome> more) {
    this(more, Set.of());
  }

  /**
   * The usual words and some more.
   *
   * @param skipped words whose rows are left out
   */
  public Winners(Map<String, Outcome> more, Set<String> skipped) {
    more.forEach((word, outcome) -> words.put(plain(word), outcome));
    more.keySet().forEach(word -> told.add(plain(word)));
    skipped.forEach(word -> this.skipped.add(plain(word)));
    told.addAll(this.skipped);
  }

  /**
   * Words as a command line gives them.
   *
   * @param given {@code left}, {@code right}, {@code tie}, {@code both_bad} or {@code skip} by word
   * @throws IllegalArgumentException when a meaning is none of these
   */
  public static Winners of(Map<String, String> given) {
    Map<String, Outcome> outcomes = new HashMap<>();
    Set<String> skipped = new TreeSet<>();
    given.forEach(
        (word, meaning) -> {
          Outcome outcome = USUAL_WORDS.get(plain(meaning));
          if (plain(meaning).equals("skip")) {
            skipped.add(word);
          } else if (outcome == null) {
            throw new IllegalArgumentException(
                "--outcome: '" + meaning + "' is not left, right, tie, both_bad or skip");
          } else {
            outcomes.put(word, outcome);
          }
        });
    return new Winners(outcomes, skipped);
  }

  /** What a word means. */
  public Meaning meaning(String word) {
    String plain = plain(word);
    if (skipped.contains(plain)) {
      return SKIPPED;
    }
    Outcome outcome = words.get(plain);
    return outcome == null ? UNKNOWN : new Meaning.Vote(outcome);
  }

  /**
   * What a word means between two items, of which the winner may be named. A word that was given a
   * meaning keeps it.
   */
  public Meaning meaning(String word, String left, String right) {
    String name = word.strip();
    boolean isLeft = name.equals(left.strip());
    if (isLeft == name.equals(right.strip()) || told.contains(plain(word))) {
      return meaning(word);
    }
    Meaning named = isLeft ? FIRST : SECOND;
    Meaning usual = meaning(word);
    return usual.equals(UNKNOWN) || usual.equals(named) ? named : AMBIGUOUS;
  }

  /** Whether a word has been given a meaning, or is one of the usual ones. */
  public boolean knows(String word) {
    return words.containsKey(plain(word)) || skipped.contains(plain(word));
  }

  /** The words of an outcome, without those whose rows are left out. */
  public List<String> words(Outcome outcome) {
    List<String> of = new ArrayList<>();
    words.forEach(
        (word, meant) -> {
          if (meant == outcome && !skipped.contains(word)) {
            of.add(word);
          }
        });
    return of;
  }

  /** Whether some words were given a meaning. */
  public boolean usual() {
    return told.isEmpty();
  }

  /** Why a word in a winner column was not understood, for a person. */
  public String refusal(String word, Meaning meaning) {
    String shown = word.length() <= 40 ? word : word.substring(0, 40) + "...";
    if (meaning instanceof Meaning.Ambiguous) {
      return "'%s' is a word for one side and the name of the other; say which by --outcome %s=left"
          .formatted(shown, shown);
    }
    return "'%s' is unknown; known are %s; --outcome WORD=left defines others"
        .formatted(shown, known());
  }

  /** All words, for a person. */
  public String known() {
    Set<String> all = new TreeSet<>(words.keySet());
    all.addAll(skipped);
    return String.join(", ", all);
  }

  private static String plain(String word) {
    return word.strip().toLowerCase(Locale.ROOT);
  }

  private static Map<String, Outcome> usualWords() {
    Map<String, Outcome> usual = new LinkedHashMap<>();
    for (String word : List.of("left", "model_a", "a", "a1", "first", "1")) {
      usual.put(word, Outcome.FIRST);
    }
    for (String word : List.of("right", "model_b", "b", "a2", "second", "2")) {
      usual.put(word, Outcome.SECOND);
    }
    for (String word : List.of("tie", "draw", "equal")) {
      usual.put(word, Outcome.TIE);
    }
    for (String word : List.of("both_bad", "bothbad", "both bad", "tie (bothbad)")) {
      usual.put(word, Outcome.BOTH_BAD);
    }
    return usual;
  }
}
