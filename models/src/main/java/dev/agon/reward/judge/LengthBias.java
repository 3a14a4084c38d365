package dev.agon.reward.judge;

/**
 * Whether a model likes length more than people do.
 *
 * @param people the share of decided pairs in which people prefer the longer response
 * @param model the share of the same pairs in which the model does; equal rewards count a half
 * @param correlation Pearson's correlation of reward difference and difference of log lengths
 */
public record LengthBias(double people, double model, double correlation) {

  /**
   * Measures.
   *
   * @param logLength by pair: log length of the first less that of the second
   */
  public static LengthBias of(Judged judged, double[] logLength) {
    double pairs = 0;
    double people = 0;
    double model = 0;
    for (int i = 0; i < judged.pairs(); i++) {
      if (logLength[i] != 0 && judged.decided(i)) {
        double longer = Math.signum(logLength[i]);
        pairs += judged.weight(i);
        double choice = judged.side(i);
        people += judged.weight(i) * (1 + longer * choice) / 2;
        model += judged.weight(i) * (1 + longer * Math.signum(judged.difference(i))) / 2;
      }
    }
    return new LengthBias(people / pairs, model / pairs, correlation(judged, logLength));
  }

  /**
   * About zero, not about the means: swapping a pair changes both signs and must change nothing.
   */
  private static double correlation(Judged a, double[] b) {
    double aa = 0;
    double bb = 0;
    double ab = 0;
    for (int i = 0; i < b.length; i++) {
      aa += a.difference(i) * a.difference(i);
      bb += b[i] * b[i];
      ab += a.difference(i) * b[i];
    }
    return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
  }
}
