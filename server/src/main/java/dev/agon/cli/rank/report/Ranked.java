package dev.agon.cli.rank.report;

import dev.agon.ranking.board.Fragility;
import dev.agon.ranking.board.Leaderboard;
import dev.agon.ranking.board.ScoreBoard;
import dev.agon.ranking.fit.Fit;
import dev.agon.ranking.interval.Difference;
import dev.agon.ranking.interval.Uncertainty;
import dev.agon.ranking.terms.TermFit;
import java.util.List;
import java.util.Optional;

/** What came of ranking votes. */
public sealed interface Ranked {
  /**
   * Ratings of a likelihood.
   *
   * @param effects of the terms, if any
   * @param rounds of the bootstrap behind the intervals, 0 without
   * @param leads of the items over the first one
   */
  public record Ratings(
      Leaderboard board,
      List<TermFit.Effect> effects,
      Optional<Fragility> fragility,
      int rounds,
      List<Difference> leads)
      implements Ranked {
    public Ratings {
      effects = List.copyOf(effects);
      leads = List.copyOf(leads);
    }

    /** How far the items with votes are ahead of the first one, in the board's order. */
    public static List<Difference> leads(Leaderboard board, Fit fit, Uncertainty uncertainty) {
      return board.standings().stream()
          .skip(1)
          .filter(standing -> standing.votes() > 0)
          .filter(standing -> standing.group() == board.standings().getFirst().group())
          .map(
              standing ->
                  Difference.of(
                      fit,
                      uncertainty,
                      board.scale(),
                      standing.item(),
                      board.standings().getFirst().item()))
          .toList();
    }
  }

  /**
   * Scores of another method.
   *
   * @param votes counted
   * @param judges whose differences the intervals are of
   * @param meaning of the score and of its interval
   * @param without why the votes determine no scores; empty where they do
   * @param annotators reliabilities by the annotators' numbers; empty where the method has none
   */
  public record Scores(
      ScoreBoard board,
      long votes,
      Judges judges,
      String meaning,
      String without,
      List<Reliable> annotators)
      implements Ranked {
    public Scores {
      annotators = List.copyOf(annotators);
    }
  }

  /** An annotator's number and reliability. */
  public record Reliable(int annotator, double reliability) {}
}
