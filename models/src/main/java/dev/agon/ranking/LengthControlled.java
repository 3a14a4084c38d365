package dev.agon.ranking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Length-controlled win rates against a baseline (Dubois, Galambosi, Liang and Hashimoto 2024,
 * Length-Controlled AlpacaEval), as one joint model of all generators: the log-odds that generator
 * m beats the baseline on prompt i are {@code a_m + b_m tanh((baseline's length - own length) /
 * s_m) + d_i}, where s_m is the standard deviation of that difference; small normal priors keep it
 * finite, so that it always exists. The length-controlled win rate is the mean over a generator's
 * prompts of the probability with the length term taken out.
 *
 * <p>Standard errors are of the prompts' influences: what each contributes to the fit and to the
 * mean.
 */
public final class LengthControlled {
  /** The precision on a and b. */
  static final double GENERATOR_PRECISION = 0.02;

  /** The precision on d. */
  static final double PROMPT_PRECISION = 0.2;

  private LengthControlled() {}

  /**
   * One judgement of a generator against the baseline.
   *
   * @param generator from 0
   * @param prompt from 0
   * @param preference 1 when the generator is preferred, 0 when the baseline is, 0.5 for a tie, or
   *     a probability
   * @param length of the generator's response, in any unit
   * @param baselineLength of the baseline's response, in the same unit
   */
  public record Judgement(
      int generator, int prompt, double preference, double length, double baselineLength) {
    public Judgement {
      if (generator < 0 || prompt < 0 || !(preference >= 0) || !(preference <= 1)) {
        throw new IllegalArgumentException("a judgement's figure is out of its range");
      }
      if (!Double.isFinite(length) || !Double.isFinite(baselineLength)) {
        throw new IllegalArgumentException("a length is not finite");
      }
    }
  }

  /**
   * A generator's rates, from 0 to 1.
   *
   * @param raw the mean preference
   * @param controlled the same with lengths made equal
   * @param se its standard error
   * @param low the lower end of its 95 % interval
   * @param high the upper end
   * @param lengthEffect b: the log-odds gained when the baseline is much longer
   * @param judgements how many
   */
  public record Rate(
      int generator,
      double raw,
      double controlled,
      double se,
      double low,
      double high,
      double lengthEffect,
      int judgements) {}

  /** The rates of all generators with judgements. */
  public static List<Rate> rates(List<Judgement> judgements) {
    LengthModel model = new LengthModel(judgements);
    model.fit();
    List<Rate> rates = new ArrayList<>();
    for (int generator = 0; generator < model.generators; generator++) {
      int at = generator;
      double[] raw =
          judgements.stream()
              .filter(judgement -> judgement.generator() == at)
              .mapToDouble(Judgement::preference)
              .toArray();
      if (raw.length > 0) {
        double controlled = model.controlled(generator);
        double se = Math.sqrt(model.variance(generator));
        double reach = Leaderboard.QUANTILE * se;
        rates.add(
            new Rate(
                generator,
                Arrays.stream(raw).average().orElseThrow(),
                controlled,
                se,
                Math.max(0, controlled - reach),
                Math.min(1, controlled + reach),
                model.lengthEffect(generator),
                raw.length));
      }
    }
    return rates;
  }
}
