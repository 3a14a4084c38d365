package dev.agon.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * Simulated annotators drawn from one seed. The same seed, parameters and utilities give the same
 * crowd, and the same comparisons shown to it give the same votes.
 *
 * @param annotators the members, each with a random stream of its own
 * @param utilities what the crowd agrees on
 */
public record SimulatedCrowd(List<SimulatedAnnotator> annotators, TextUtilities utilities) {

  public SimulatedCrowd {
    annotators = List.copyOf(annotators);
  }

  /**
   * Draws a crowd. Of its members {@code round(carelessShare * size)} are careless.
   *
   * @param known fingerprint of each known text with its generator's utility, see {@link
   *     TextUtilities#fingerprint}
   * @param size number of annotators, at least 1
   * @throws IllegalArgumentException when the size is below 1
   */
  public static SimulatedCrowd draw(
      CrowdParameters parameters, Map<String, Double> known, int size, long seed) {
    if (size < 1) {
      throw new IllegalArgumentException("a crowd has at least one annotator, not " + size);
    }
    TextUtilities utilities = new TextUtilities(known, parameters.responseNoise(), seed);
    List<Boolean> careless = carelessness(parameters, size, seed);
    List<SimulatedAnnotator> annotators = new ArrayList<>(size);
    long[] seeds = new SplittableRandom(seed).longs(size).toArray();
    for (int i = 0; i < size; i++) {
      SplittableRandom random = new SplittableRandom(seeds[i]);
      annotators.add(new SimulatedAnnotator(parameters, utilities, careless.get(i), random));
    }
    return new SimulatedCrowd(annotators, utilities);
  }

  private static List<Boolean> carelessness(CrowdParameters parameters, int size, long seed) {
    long careless = Math.round(parameters.carelessShare() * size);
    List<Boolean> marks = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      marks.add(i < careless);
    }
    Collections.shuffle(marks, new Random(seed));
    return marks;
  }
}
