package dev.agon.analysis;

import dev.agon.preference.Outcome;
import dev.agon.preference.VoteTable;
import dev.agon.ranking.terms.LengthControlled.Judgement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Votes on one item, the baseline, as judgements of the other items. */
public final class BaselineJudgements {
  private BaselineJudgements() {}

  /**
   * How probably the left one is preferred, in place of an outcome.
   *
   * @param column what they are called, for whoever gave a wrong one
   * @param left by vote, 0 to 1
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Probabilities(String column, double[] left) {}

  /**
   * The judgements in the order of the votes; a tie counts half, and so does "both bad". Votes
   * without the baseline are left out. Where prompts are not known, all count as one; where lengths
   * are not, all are 0.
   *
   * @param probabilities instead of the votes' outcomes; null for the outcomes
   * @throws IllegalArgumentException when no vote is on the baseline, or a probability is above 1
   */
  public static List<Judgement> of(
      Votes votes, String baseline, @Nullable Probabilities probabilities) {
    VoteTable table = votes.table();
    int[] prompts = votes.prompts();
    Votes.Lengths lengths = votes.lengths();
    List<Judgement> judgements = new ArrayList<>();
    for (int row = 0; row < table.rows(); row++) {
      boolean first = votes.items().name(table.first(row)).equals(baseline);
      if (!first && !votes.items().name(table.second(row)).equals(baseline)) {
        continue;
      }
      double left = lengths == null ? 0 : lengths.left()[row];
      double right = lengths == null ? 0 : lengths.right()[row];
      double leftWins =
          probabilities == null
              ? score(Outcome.of(table.outcomeCode(row)))
              : checked(probabilities, row);
      judgements.add(
          new Judgement(
              first ? table.second(row) : table.first(row),
              prompts == null ? 0 : prompts[row],
              first ? 1 - leftWins : leftWins,
              first ? right : left,
              first ? left : right,
              table.weight(row),
              table.annotator(row)));
    }
    if (judgements.isEmpty()) {
      throw new IllegalArgumentException("no vote is on the baseline '" + baseline + "'");
    }
    return judgements;
  }

  private static double checked(Probabilities probabilities, int row) {
    double value = probabilities.left()[row];
    if (value > 1) {
      throw new IllegalArgumentException(
          "%s: %s of vote %d is not a probability"
              .formatted(probabilities.column(), value, row + 1));
    }
    return value;
  }

  private static double score(Outcome outcome) {
    return switch (outcome) {
      case FIRST -> 1;
      case SECOND -> 0;
      case TIE, BOTH_BAD -> 0.5;
    };
  }
}
