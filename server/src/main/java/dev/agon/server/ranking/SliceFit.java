package dev.agon.server.ranking;

import dev.agon.ranking.RatingScale;
import dev.agon.ranking.fit.Fit;
import dev.agon.ranking.interval.Difference;
import dev.agon.ranking.interval.Uncertainty;
import dev.agon.ranking.terms.TermFit;
import java.util.List;
import java.util.Optional;
import java.util.function.LongToIntFunction;

/**
 * A slice's board, and what it was read off.
 *
 * @param strengths of a likelihood; empty for other methods
 * @param details what the board's documents tell besides
 */
public record SliceFit(Board board, Optional<Strengths> strengths, Details details) {

  /** The fit of a likelihood and its uncertainty. */
  public record Strengths(Fit fit, Uncertainty uncertainty) {}

  /**
   * How a board was computed.
   *
   * @param effects of what it is adjusted for
   * @param rounds of the bootstrap behind its intervals, 0 without one
   * @param hash of the votes; see {@link dev.agon.preference.VoteHash}
   */
  public record Details(List<TermFit.Effect> effects, int rounds, String hash) {
    public Details {
      effects = List.copyOf(effects);
    }
  }

  /** How far a generator is ahead of another, with its interval. */
  public record Lead(long generator, Difference difference) {}

  /**
   * How far the board's generators are ahead of one of them, in the board's order; empty where the
   * method gives no intervals of differences.
   *
   * @param item the number of a generator in the fit
   */
  public List<Lead> leads(long reference, LongToIntFunction item) {
    return strengths.stream()
        .flatMap(
            known ->
                board.items().stream()
                    .filter(one -> one.generator() != reference)
                    .filter(
                        one ->
                            board.doubts().group(one.generator())
                                == board.doubts().group(reference))
                    .map(
                        one ->
                            new Lead(
                                one.generator(),
                                Difference.of(
                                    known.fit(),
                                    known.uncertainty(),
                                    RatingScale.ARENA,
                                    item.applyAsInt(one.generator()),
                                    item.applyAsInt(reference)))))
        .toList();
  }
}
