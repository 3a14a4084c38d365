package dev.agon.server.http;

import java.text.BreakIterator;
import java.util.Collection;
import java.util.Locale;

/** How the steps of a scale are laid out, so that no word of their anchors is broken. */
final class ScaleLayout {
  private static final int MOST_STEPS = 7;
  private static final double LETTER_PX = 6.3;
  private static final double IDEOGRAPH_PX = 11.5;
  private static final double AROUND_PX = 10;
  private static final double GAP_PX = 6;

  /** What a phone of 390 pixels leaves to a question. */
  private static final double NARROW_PX = 320;

  /** Where {@code questions.css} begins to set roomy scales in a line. */
  private static final double ROOMY_PX = 640;

  private ScaleLayout() {}

  /**
   * The class of a scale: {@code scale-chips} for many points, {@code scale-steps} in one line
   * everywhere, {@code scale-ends} so too, with the few anchors below where there is little room,
   * {@code scale-roomy} in one line where there is room and else a line each, {@code scale-stacked}
   * a line each.
   */
  static String of(int points, Collection<String> anchors) {
    if (points > MOST_STEPS) {
      return "scale-chips";
    }
    double longest = anchors.stream().mapToDouble(ScaleLayout::longestWord).max().orElse(0);
    double needed = points * (longest + AROUND_PX) + (points - 1) * GAP_PX;
    if (needed <= NARROW_PX) {
      return "scale-steps";
    }
    if (needed > ROOMY_PX) {
      return "scale-stacked";
    }
    return 2 * anchors.size() <= points ? "scale-ends" : "scale-roomy";
  }

  /** About how wide the longest part is that a browser does not break. */
  private static double longestWord(String text) {
    BreakIterator breaks = BreakIterator.getLineInstance(Locale.ROOT);
    breaks.setText(text);
    double longest = 0;
    int start = breaks.first();
    for (int end = breaks.next(); end != BreakIterator.DONE; start = end, end = breaks.next()) {
      double width =
          text.substring(start, end).strip().codePoints().mapToDouble(ScaleLayout::width).sum();
      longest = Math.max(longest, width);
    }
    return longest;
  }

  private static double width(int letter) {
    return Character.isIdeographic(letter) ? IDEOGRAPH_PX : LETTER_PX;
  }
}
