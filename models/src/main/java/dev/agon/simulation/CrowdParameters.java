package dev.agon.simulation;

/**
 * What a simulated crowd is like. Utilities are natural-log strengths: a response that is ahead by
 * one is preferred {@code e} times as often by an annotator of error scale 1 who never ties.
 *
 * @param responseNoise standard deviation, at least 0, of a response's utility around its
 *     generator's; one draw a response, shared by the crowd
 * @param errorScale median error scale of the annotators, above 0: the larger, the more random
 * @param errorSpread standard deviation, at least 0, of the natural logarithm of the error scale
 * @param tieThreshold at least 0: how far ahead, in error scales, a response must be to be
 *     preferred at even odds; 0 means that nobody ever ties
 * @param positionBias utility that the response shown first gains by being first; may be negative
 * @param acceptance utility at which a response is acceptable at even odds; negative infinity means
 *     that nobody ever says "both bad"
 * @param carelessShare share of annotators, 0 to 1, who answer without reading
 */
public record CrowdParameters(
    double responseNoise,
    double errorScale,
    double errorSpread,
    double tieThreshold,
    double positionBias,
    double acceptance,
    double carelessShare) {

  /**
   * @throws IllegalArgumentException when a value is out of its range; names the value
   */
  public CrowdParameters {
    require(responseNoise >= 0 && Double.isFinite(responseNoise), "responseNoise", responseNoise);
    require(errorScale > 0 && Double.isFinite(errorScale), "errorScale", errorScale);
    require(errorSpread >= 0 && Double.isFinite(errorSpread), "errorSpread", errorSpread);
    require(tieThreshold >= 0 && Double.isFinite(tieThreshold), "tieThreshold", tieThreshold);
    require(Double.isFinite(positionBias), "positionBias", positionBias);
    require(acceptance < Double.POSITIVE_INFINITY, "acceptance", acceptance);
    require(carelessShare >= 0 && carelessShare <= 1, "carelessShare", carelessShare);
  }

  private static void require(boolean holds, String name, double value) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is out of its range: " + value);
    }
  }
}
