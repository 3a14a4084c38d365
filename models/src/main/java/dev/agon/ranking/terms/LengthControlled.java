package dev.agon.ranking.terms;

import dev.agon.ranking.interval.NoInterval;
import dev.agon.ranking.interval.Wilson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Length-controlled win rates against a baseline (Dubois, Galambosi, Liang and Hashimoto 2024,
 * Length-Controlled AlpacaEval), as one joint model of all generators: the log-odds that generator
 * m beats the baseline on prompt i are {@code a_m + b_m tanh((baseline's length - own length) /
 * s_m) + d_i}, where s_m is the standard deviation of that difference; small normal priors keep it
 * finite, so that it always exists. The length-controlled win rate is the mean over a generator's
 * prompts of the probability with the length term taken out.
 *
 * <p>Intervals are of the rates without the priors' pull, enlarged to hold the printed rate: where
 * a generator won everything, they reach to 1. They allow judgements of one prompt, and those of
 * one annotator where annotators are known, to depend on each other; see {@link RateIntervals}.
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
   * @param weight how much it counts, finite and above 0; 1 is a whole judgement
   * @param annotator who gave it, from 0, or -1 when that is not known
   */
  public record Judgement(
      int generator,
      int prompt,
      double preference,
      double length,
      double baselineLength,
      double weight,
      int annotator) {
    /** A whole judgement of nobody in particular. */
    public Judgement(
        int generator, int prompt, double preference, double length, double baselineLength) {
      this(generator, prompt, preference, length, baselineLength, 1, -1);
    }

    public Judgement {
      if (generator < 0 || prompt < 0 || !(preference >= 0) || !(preference <= 1)) {
        throw new IllegalArgumentException("a judgement's figure is out of its range");
      }
      if (!Double.isFinite(length) || !Double.isFinite(baselineLength)) {
        throw new IllegalArgumentException("a length is not finite");
      }
      if (!(weight > 0) || weight == Double.POSITIVE_INFINITY) {
        throw new IllegalArgumentException("the weight " + weight + " is not finite and above 0");
      }
    }
  }

  /**
   * A generator's rates, from 0 to 1.
   *
   * @param raw the weighted mean preference
   * @param rawLow the lower end of its 95 % interval; NaN without one
   * @param rawHigh the upper end
   * @param controlled the same with lengths made equal
   * @param se its standard error; NaN without an interval
   * @param low the lower end of its 95 % interval; NaN without one
   * @param high the upper end
   * @param lengthEffect b: the log-odds gained when the baseline is much longer
   * @param judgements how many
   */
  public record Rate(
      int generator,
      double raw,
      double rawLow,
      double rawHigh,
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
    RateIntervals intervals = new RateIntervals(judgements, model);
    List<Rate> rates = new ArrayList<>();
    for (int generator = 0; generator < model.generators; generator++) {
      int at = generator;
      int count =
          (int) judgements.stream().filter(judgement -> judgement.generator() == at).count();
      if (count > 0) {
        Wilson raw = intervals.raw(generator);
        Wilson even = intervals.controlled(generator);
        rates.add(
            new Rate(
                generator,
                intervals.rate(generator),
                raw.low(),
                raw.high(),
                model.controlled(generator),
                intervals.se(generator),
                even.low(),
                even.high(),
                model.lengthEffect(generator),
                count));
      }
    }
    return rates;
  }

  /** Why rates of these judgements have no intervals; null where they have. */
  public static @Nullable NoInterval noInterval(List<Judgement> judgements) {
    return RateIntervals.reason(judgements);
  }
}
