package dev.agon.reward.loss;

import dev.agon.reward.pairs.PreferencePairs;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A composed loss: a likelihood and adjustments, applied in their order.
 *
 * @param likelihood what outcomes are likely at a difference
 * @param adjustments margins, weights, smoothing; none is fine
 */
public record PairLoss(PairLikelihood likelihood, List<Adjustment> adjustments) {

  public PairLoss {
    adjustments = List.copyOf(adjustments);
  }

  /** A composed loss; the votes' own weights count only where {@link VoteWeights} is given. */
  public static PairLoss of(PairLikelihood likelihood, Adjustment... adjustments) {
    return new PairLoss(likelihood, List.of(adjustments));
  }

  /** Bradley-Terry with soft labels and the votes' weights. */
  public static PairLoss plain() {
    return of(new BradleyTerryLikelihood(), new VoteWeights());
  }

  /**
   * The composition as {@link LossNames#parse} reads it, such as {@code rao-kupper=5.0,weights}.
   */
  public String name() {
    return Stream.concat(Stream.of(likelihood.name()), adjustments.stream().map(Adjustment::name))
        .collect(Collectors.joining(","));
  }

  /** The first adjustment that needs something of pairs, if there is one. */
  public Optional<Adjustment> needing(Adjustment.Need need) {
    return adjustments.stream().filter(adjustment -> adjustment.needs() == need).findFirst();
  }

  /**
   * The loss of all pairs under one criterion; pairs not judged under it count nothing.
   *
   * @throws IllegalArgumentException when a pair lacks what an adjustment needs
   */
  public PairTerms terms(PreferencePairs pairs, int criterion) {
    PairTerms terms = new PairTerms(pairs.rows());
    double[] shares = new double[3];
    for (int row = 0; row < pairs.rows(); row++) {
      if (pairs.judged(row, criterion)) {
        shares[0] = pairs.firstShare(row, criterion);
        shares[1] = pairs.secondShare(row, criterion);
        shares[2] = pairs.tieShare(row, criterion);
        likelihood.write(terms, row, shares);
        for (Adjustment adjustment : adjustments) {
          adjustment.apply(terms, pairs, row, criterion);
        }
      }
    }
    return terms;
  }
}
