package dev.agon.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Texts of all kinds: empty, short, past the longest, of other scripts, and hostile ones. */
public final class Texts {
  private static final String[] WORDS =
      ("the a of and school uniform council vote because argument weak strong river tax nuclear power"
              + " people should not never children teacher money health freedom law evidence claim"
              + " clearly however therefore answer helpful harmless polite wrong right maybe e-mail"
              + " 2,500 3.14 (see) \"quoted\" don't re-election Stra\u00dfe na\u00efve")
          .split(" ");
  private static final List<String> SPECIAL =
      List.of(
          "",
          " ",
          "?",
          "\u6211\u559c\u6b22\u8bfb\u4e66\uff0c\u4e0d\u559c\u6b22\u7535\u89c6\u3002",
          "\u0645\u0631\u062d\u0628\u0627 \u0628\u0643",
          "\ud83d\ude00\ud83d\ude00 so funny!!!",
          "broken \ud800 surrogate",
          "nul \u0000 and bell \u0007",
          "<script>alert('x')</script> {{x}} [CLS] [SEP] [MASK]",
          "x".repeat(5000),
          "line\nafter\r\nline\n\n\n- item\n- item");

  private Texts() {}

  /** As many texts, the same for the same number. */
  public static List<String> make(int count) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(5);
    List<String> texts = new ArrayList<>(SPECIAL.subList(0, Math.min(count, SPECIAL.size())));
    while (texts.size() < count) {
      int longest = texts.size() % 16 == 0 ? 400 : 60;
      StringBuilder text = new StringBuilder();
      for (int word = 1 + random.nextInt(longest); word > 0; word--) {
        text.append(WORDS[random.nextInt(WORDS.length)]).append(word % 11 == 0 ? ". " : " ");
      }
      texts.add(text.toString());
    }
    return texts;
  }
}
