package dev.agon.reward.judge;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Accuracy with ties (VideoReward, arXiv 2501.13918; Deutsch et al., arXiv 2305.14324): a pair is
 * predicted to tie when its difference is at most epsilon, and epsilon is the one that hits most.
 *
 * @param accuracy the share of weight that is hit at epsilon, 0 to 1
 * @param epsilon the largest difference that counts as a tie, in logits; negative for none
 */
public record TieCalibration(double accuracy, double epsilon) {

  /** Finds the best threshold in n log n; the smallest of equally good ones. */
  public static TieCalibration of(Judged judged) {
    double[] size =
        IntStream.range(0, judged.pairs())
            .mapToDouble(i -> Math.abs(judged.difference(i)))
            .toArray();
    int[] order =
        IntStream.range(0, size.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> size[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double hits = 0;
    double mass = 0;
    for (int i = 0; i < size.length; i++) {
      hits += judged.weight(i) * side(judged, i);
      mass += judged.weight(i);
    }
    double best = hits;
    double epsilon = -1;
    for (int at = 0; at < order.length; at++) {
      int pair = order[at];
      hits += judged.weight(pair) * (tied(judged, pair) - side(judged, pair));
      boolean last = at + 1 == order.length || size[order[at + 1]] > size[pair];
      if (last && hits > best + 1e-12 * mass) {
        best = hits;
        epsilon = size[pair];
      }
    }
    return new TieCalibration(best / mass, epsilon);
  }

  /** 1 when the pair is a tie to most people. */
  private static double tied(Judged judged, int pair) {
    return judged.decided(pair) ? 0 : 1;
  }

  /** 1 when the pair is decided and the difference is on its side. */
  private static double side(Judged judged, int pair) {
    boolean right = judged.difference(pair) * judged.side(pair) > 0;
    return judged.decided(pair) && right ? 1 : 0;
  }
}
