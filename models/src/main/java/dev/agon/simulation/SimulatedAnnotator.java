package dev.agon.simulation;

import dev.agon.preference.Outcome;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * One member of a simulated crowd. Its votes depend on its seed, on the texts and on the order of
 * the comparisons it was shown, and on nothing else. Not safe for use by several threads.
 */
public final class SimulatedAnnotator {
  /** Whoever answers without reading likes the side that the eye meets first. */
  private static final ChoiceProbabilities CARELESS =
      new ChoiceProbabilities(0.45, 0.35, 0.15, 0.05);

  private static final double WORDS_PER_MINUTE = 260;
  private static final double READING_SPREAD = 0.35;
  private static final Duration TIME_TO_DECIDE = Duration.ofMillis(1500);
  private static final Duration CARELESS_GLANCE = Duration.ofMillis(900);

  private final CrowdParameters parameters;
  private final TextUtilities utilities;
  private final double errorScale;
  private final boolean careless;
  private final RandomGenerator random;

  SimulatedAnnotator(
      CrowdParameters parameters,
      TextUtilities utilities,
      boolean careless,
      RandomGenerator random) {
    this.parameters = parameters;
    this.utilities = utilities;
    this.careless = careless;
    this.random = random;
    this.errorScale =
        parameters.errorScale() * Math.exp(parameters.errorSpread() * random.nextGaussian());
  }

  /** Whether this annotator answers without reading. */
  public boolean careless() {
    return careless;
  }

  /** This annotator's error scale, above 0: the larger, the more random its preferences. */
  public double errorScale() {
    return errorScale;
  }

  /** How likely this annotator gives each outcome to two texts, in the order shown. */
  public ChoiceProbabilities probabilities(String first, String second) {
    return careless
        ? CARELESS
        : ChoiceProbabilities.of(parameters, errorScale, utilities.of(first), utilities.of(second));
  }

  /** Judges two texts, in the order shown. */
  public Decision decide(String first, String second) {
    Outcome outcome = probabilities(first, second).at(random.nextDouble());
    return new Decision(outcome, reading(first, second));
  }

  private Duration reading(String first, String second) {
    double factor = Math.exp(READING_SPREAD * random.nextGaussian());
    if (careless) {
      return scaled(CARELESS_GLANCE, factor);
    }
    int words = TextUtilities.words(first) + TextUtilities.words(second);
    Duration through = Duration.ofMillis(Math.round(words / WORDS_PER_MINUTE * 60_000));
    return scaled(TIME_TO_DECIDE.plus(through), factor);
  }

  private static Duration scaled(Duration duration, double factor) {
    return Duration.ofMillis(Math.round(duration.toMillis() * factor));
  }
}
