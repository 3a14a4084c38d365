package dev.agon.table.vote;

import dev.agon.preference.Outcome;
import dev.agon.table.Winners;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The words of {@link Winners} in ASCII, found in bytes; letter case does not matter. */
final class FastWinners {
  private static final int LOWER = 'a' - 'A';

  @SuppressWarnings("ArrayRecordComponent")
  private record Word(byte[] lower, int code) {}

  private final Word[] words;

  FastWinners(Winners winners) {
    List<Word> all = new ArrayList<>();
    for (Outcome outcome : Outcome.values()) {
      for (String word : winners.words(outcome)) {
        byte[] bytes = word.getBytes(StandardCharsets.US_ASCII);
        if (new String(bytes, StandardCharsets.US_ASCII).equals(word)) {
          all.add(new Word(bytes, outcome.code()));
        }
      }
    }
    words = all.toArray(Word[]::new);
  }

  /** The outcome's code of a word, 0 for none that this class knows. */
  int code(byte[] block, int start, int end) {
    for (Word word : words) {
      if (word.lower.length == end - start && is(block, start, word.lower)) {
        return word.code;
      }
    }
    return 0;
  }

  private static boolean is(byte[] block, int start, byte[] lower) {
    for (int i = 0; i < lower.length; i++) {
      byte c = block[start + i];
      if (c != lower[i] && (c < 'A' || c > 'Z' || c + LOWER != lower[i])) {
        return false;
      }
    }
    return true;
  }
}
