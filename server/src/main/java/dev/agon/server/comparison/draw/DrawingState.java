package dev.agon.server.comparison.draw;

import dev.agon.pairing.PairState;
import dev.agon.ranking.RatingScale;
import dev.agon.ranking.sequential.TrueSkill;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a study's board knows of its generators, for policies. A generator without votes has the
 * strength and the uncertainty that skills have before any.
 */
final class DrawingState {
  private static final double PRIOR = Drawing.SKILLS.deviation();

  private final Map<Long, Integer> numbers = new HashMap<>();
  private final double[] logStrength;
  private final double[] standardError;
  private final long[] votes;
  private final PairState.Parts parts;

  /** These generators, of which nothing is known yet. */
  DrawingState(List<Long> generators) {
    generators.forEach(generator -> numbers.put(generator, numbers.size()));
    logStrength = new double[numbers.size()];
    standardError = new double[numbers.size()];
    Arrays.fill(standardError, PRIOR);
    votes = new long[numbers.size()];
    parts = new PairState.Parts(numbers.size());
  }

  /**
   * Takes over what a board says of a generator; one that came meanwhile is left out.
   *
   * @param error the standard error in points
   */
  void rate(long generator, double strength, double error, long counted) {
    Integer number = numbers.get(generator);
    if (number != null && counted > 0) {
      double natural = error / RatingScale.ARENA.pointsPerUnit();
      logStrength[number] = strength;
      standardError[number] = natural > 0 ? Math.min(natural, PRIOR) : PRIOR;
      votes[number] = counted;
    }
  }

  int generators() {
    return numbers.size();
  }

  int[] numbers(Long[] generators) {
    return Arrays.stream(generators).mapToInt(numbers::get).toArray();
  }

  void connect(Long[] generators) {
    parts.join(numbers(generators));
  }

  void connectAll() {
    for (int k = 1; k < numbers.size(); k++) {
      parts.join(0, k);
    }
  }

  boolean isConnected() {
    return parts.whole();
  }

  PairState toPairState() {
    return new PairState(
        numbers.size(),
        item -> votes[item],
        parts,
        item -> logStrength[item],
        item -> standardError[item],
        item -> new TrueSkill.Belief(logStrength[item], standardError[item] * standardError[item]));
  }
}
