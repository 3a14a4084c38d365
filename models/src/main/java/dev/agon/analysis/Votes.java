package dev.agon.analysis;

import dev.agon.preference.Names;
import dev.agon.preference.VoteTable;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Votes to be analysed.
 *
 * @param items the names of the items
 * @param annotators the names of who voted; empty where that is not known
 * @param table the votes: first is the item on the left
 * @param prompts of each vote, numbers from 0; null where that is not known
 * @param lengths of the responses, left and right, in any unit, by vote; null where not known
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Votes(
    Names items,
    Names annotators,
    VoteTable table,
    int @Nullable [] prompts,
    @Nullable Lengths lengths) {
  /**
   * How long responses are.
   *
   * @param left by vote, finite
   * @param right by vote, finite
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Lengths(double[] left, double[] right) {}

  /**
   * Refuses votes that lack what an analysis needs.
   *
   * @throws IllegalArgumentException in a sentence that says what is missing
   */
  public void check(Analysis analysis) {
    Set<Analysis.Need> missing = EnumSet.noneOf(Analysis.Need.class);
    missing.addAll(analysis.needs());
    if (annotators.size() > 0) {
      missing.remove(Analysis.Need.ANNOTATORS);
    }
    if (prompts != null) {
      missing.remove(Analysis.Need.PROMPTS);
    }
    if (table.rows() > 0 && table.comparison(0) != VoteTable.NONE) {
      missing.remove(Analysis.Need.COMPARISONS);
    }
    for (Analysis.Need need : missing) {
      throw new IllegalArgumentException(
          analysis.name()
              + " needs to know "
              + switch (need) {
                case ANNOTATORS -> "who voted";
                case COMPARISONS -> "which votes are on the same comparison";
                case PROMPTS -> "which prompt was answered";
              });
    }
  }
}
