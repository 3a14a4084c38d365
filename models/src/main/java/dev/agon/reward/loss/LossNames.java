package dev.agon.reward.loss;

import java.util.ArrayList;
import java.util.List;

/** Reads losses as commands and forms write them. */
public final class LossNames {
  /** What {@link #parse} knows, for help and messages. */
  public static final String KNOWN =
      "bradley-terry, rao-kupper=K, margin=M, gap-margin=S, strength-margin, gap-weight,"
          + " smoothing=A, weights";

  /**
   * What votes alone suffice for: neither ratings of single responses nor an ensemble's strengths.
   */
  public static final String OF_VOTES =
      "bradley-terry, rao-kupper=K, margin=M, smoothing=A, weights";

  private LossNames() {}

  /**
   * Reads a composition: one likelihood and any adjustments with commas between, such as {@code
   * rao-kupper=5,margin=0.5,weights}.
   *
   * @throws IllegalArgumentException saying which part is wrong and what is known
   */
  public static PairLoss parse(String text) {
    List<PairLikelihood> likelihoods = new ArrayList<>();
    List<Adjustment> adjustments = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      int sign = part.indexOf('=');
      String name = (sign < 0 ? part : part.substring(0, sign)).strip();
      String value = sign < 0 ? "" : part.substring(sign + 1).strip();
      switch (name) {
        case "bradley-terry" -> likelihoods.add(new BradleyTerryLikelihood());
        case "rao-kupper" -> likelihoods.add(new RaoKupperLikelihood(number(part, value)));
        case "margin" -> adjustments.add(new ConstantMargin(number(part, value)));
        case "gap-margin" -> adjustments.add(new ScoreGapMargin(number(part, value)));
        case "strength-margin" -> adjustments.add(new StrengthMargin());
        case "gap-weight" -> adjustments.add(new GapWeight());
        case "smoothing" -> adjustments.add(new LabelSmoothing(number(part, value)));
        case "weights" -> adjustments.add(new VoteWeights());
        default ->
            throw new IllegalArgumentException("loss '" + name + "' is unknown; known: " + KNOWN);
      }
    }
    if (likelihoods.size() != 1) {
      throw new IllegalArgumentException(
          "a loss needs exactly one of bradley-terry and rao-kupper=K, not " + likelihoods.size());
    }
    return new PairLoss(likelihoods.getFirst(), adjustments);
  }

  private static double number(String part, String value) {
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("loss '" + part + "' needs a number after =", e);
    }
  }
}
