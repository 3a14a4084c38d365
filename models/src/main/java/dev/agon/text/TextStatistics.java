package dev.agon.text;

import java.util.HashSet;
import java.util.List;

/**
 * Counts of a text. Characters are Unicode code points of the text as given.
 *
 * @param characters all of them
 * @param words runs of letters and digits; an ideograph is a word
 * @param distinctWords different words when case and compatibility forms are folded
 * @param sentences runs of text that end in sentence punctuation or at the text's end; 0 only for a
 *     text without letters and digits
 * @param lines that hold more than white space
 * @param letters letters of any script
 * @param capitals letters in upper or title case
 * @param digits decimal digits of any script
 * @param punctuation punctuation marks
 * @param questions question marks
 * @param exclamations exclamation marks
 * @param bullets lines that begin as a list's item: a dash, star, bullet, or a number with a dot or
 *     bracket, and then a space
 */
public record TextStatistics(
    int characters,
    int words,
    int distinctWords,
    int sentences,
    int lines,
    int letters,
    int capitals,
    int digits,
    int punctuation,
    int questions,
    int exclamations,
    int bullets) {

  /** The names of {@link #features}, in order. */
  public static final List<String> FEATURE_NAMES =
      List.of(
          "log characters",
          "log words",
          "log sentences",
          "log lines",
          "words a sentence",
          "letters a word",
          "distinct words",
          "capitals",
          "digits",
          "punctuation",
          "questions",
          "exclamations",
          "bullets");

  /** Counts a text. */
  public static TextStatistics of(String text) {
    List<String> words = Words.of(text);
    Counter counter = new Counter();
    text.codePoints().forEach(counter::add);
    counter.endSentence();
    return new TextStatistics(
        counter.characters,
        words.size(),
        new HashSet<>(Words.of(Words.fold(text))).size(),
        counter.sentences,
        (int) text.lines().filter(line -> !line.isBlank()).count(),
        counter.letters,
        counter.capitals,
        counter.digits,
        counter.punctuation,
        counter.questions,
        counter.exclamations,
        (int) text.lines().filter(TextStatistics::isListItem).count());
  }

  /**
   * The statistics as features of about unit size, named by {@link #FEATURE_NAMES}: natural
   * logarithms of 1 + count divided by 5, means divided by 20 or 5, and shares in [0, 1]. All are 0
   * for an empty text.
   */
  public float[] features() {
    return new float[] {
      log(characters),
      log(words),
      log(sentences),
      log(lines),
      share(words, sentences) / 20,
      share(letters, words) / 5,
      share(distinctWords, words),
      share(capitals, letters),
      share(digits, characters),
      share(punctuation, characters),
      log(questions),
      log(exclamations),
      log(bullets)
    };
  }

  private static float log(int count) {
    return (float) (StrictMath.log1p(count) / 5);
  }

  private static float share(int part, int whole) {
    return whole == 0 ? 0 : (float) part / whole;
  }

  private static boolean isListItem(String line) {
    String item = line.stripLeading();
    int at = 0;
    while (at < item.length() && at < 4 && Character.isDigit(item.charAt(at))) {
      at++;
    }
    String marks = at == 0 ? "-*\u2022" : ".)";
    return at + 1 < item.length()
        && marks.indexOf(item.charAt(at)) >= 0
        && Character.isWhitespace(item.charAt(at + 1));
  }

  private static final class Counter {
    private int characters;
    private int sentences;
    private int letters;
    private int capitals;
    private int digits;
    private int punctuation;
    private int questions;
    private int exclamations;
    private boolean inSentence;

    void add(int point) {
      characters++;
      if (Character.isLetter(point)) {
        letters++;
        capitals += Character.isUpperCase(point) || Character.isTitleCase(point) ? 1 : 0;
      } else if (Character.isDigit(point)) {
        digits++;
      } else if (isPunctuation(point)) {
        addPunctuation(point);
      }
      inSentence |= Character.isLetterOrDigit(point);
    }

    private void addPunctuation(int point) {
      punctuation++;
      switch (point) {
        case '?', '\u061f', '\uff1f' -> {
          questions++;
          endSentence();
        }
        case '!', '\uff01' -> {
          exclamations++;
          endSentence();
        }
        case '.', '\u2026', '\u3002', '\u0964', '\u06d4' -> endSentence();
        default -> {}
      }
    }

    void endSentence() {
      sentences += inSentence ? 1 : 0;
      inSentence = false;
    }

    private static boolean isPunctuation(int point) {
      return switch (Character.getType(point)) {
        case Character.CONNECTOR_PUNCTUATION,
            Character.DASH_PUNCTUATION,
            Character.START_PUNCTUATION,
            Character.END_PUNCTUATION,
            Character.INITIAL_QUOTE_PUNCTUATION,
            Character.FINAL_QUOTE_PUNCTUATION,
            Character.OTHER_PUNCTUATION ->
            true;
        default -> false;
      };
    }
  }
}
