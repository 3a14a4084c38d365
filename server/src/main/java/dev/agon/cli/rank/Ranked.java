package dev.agon.cli.rank;

import dev.agon.ranking.Fragility;
import dev.agon.ranking.Leaderboard;
import dev.agon.ranking.ScoreBoard;
import dev.agon.ranking.TermFit;
import java.util.List;
import java.util.Optional;

/** What came of ranking votes. */
sealed interface Ranked {
  /**
   * Ratings of a likelihood.
   *
   * @param effects of the terms, if any
   * @param rounds of the bootstrap behind the intervals, 0 without
   */
  record Ratings(
      Leaderboard board, List<TermFit.Effect> effects, Optional<Fragility> fragility, int rounds)
      implements Ranked {
    public Ratings {
      effects = List.copyOf(effects);
    }
  }

  /**
   * Scores of another method.
   *
   * @param votes counted
   * @param meaning of the score and of its interval
   * @param annotators reliabilities by the annotators' numbers; empty where the method has none
   */
  record Scores(ScoreBoard board, long votes, String meaning, List<Reliable> annotators)
      implements Ranked {
    public Scores {
      annotators = List.copyOf(annotators);
    }
  }

  /** An annotator's number and reliability. */
  record Reliable(int annotator, double reliability) {}
}
