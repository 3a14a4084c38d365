package dev.agon.server.exchange.rows;

import dev.agon.preference.Outcome;
import dev.agon.table.RowProblem;
import dev.agon.table.Winners;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Votes of the past. A row names its comparison, or prompt, left and right; one that has both texts
 * brings prompt and responses with it.
 *
 * @param annotatorPrefix stands before every annotator's name
 */
public record VoteRows(
    PairRows pairs, Columns columns, Winners winners, String annotatorPrefix, Staging staging)
    implements RowInterpreter {
  private static final int LONGEST_COMMENT = 4_000;
  private static final int LONGEST_PSEUDONYM = 120;
  private static final String NO_PROMPT = "no 'prompt_id', 'prompt' or 'comparison'";
  private static final String WITHOUT =
      ": a study's votes are on responses to prompts. A log"
          + " without prompts can be ranked as it is: agon rank FILE";

  @Override
  public void interpret(RowFields row, int file) throws RowProblem {
    Outcome outcome = outcome(row);
    if (outcome == null) {
      return;
    }
    String comparison = row.optionalId(Field.COMPARISON);
    boolean texts = row.has(Field.LEFT_TEXT) && row.has(Field.RIGHT_TEXT);
    String prompt =
        texts || row.columns().isNamed(Field.PROMPT)
            ? PromptText.stage(row, file, staging)
            : row.optionalId(Field.PROMPT_ID);
    boolean named = row.has(Field.LEFT) || row.has(Field.RIGHT);
    Staging.Sides sides = comparison == null || texts || named ? pairs.sides(row) : null;
    if (comparison == null && prompt == null) {
      throw RowProblem.absent(row.row().line(), 0, NO_PROMPT, WITHOUT, row.row());
    }
    if (texts && prompt != null && sides != null) {
      pairs.stageTexts(row, file, prompt, sides);
    }
    if ((texts || comparison == null) && prompt != null && sides != null) {
      pairs.stagePair(row, file, comparison, prompt, sides);
    }
    int column = row.column(comparison == null ? Field.LEFT : Field.COMPARISON);
    staging.add(
        new Staging.Vote(
            new FilePosition(file, row.row().line(), column),
            comparison,
            prompt,
            sides,
            outcome.code(),
            annotator(row),
            time(row),
            comment(row),
            null));
  }

  /** What the vote says; null when rows of this word are to be left out. */
  private @Nullable Outcome outcome(RowFields row) throws RowProblem {
    String word = row.name(Field.WINNER);
    Winners.Meaning meaning =
        row.has(Field.LEFT) && row.has(Field.RIGHT)
            ? winners.meaning(word, row.name(Field.LEFT), row.name(Field.RIGHT))
            : winners.meaning(word);
    return switch (meaning) {
      case Winners.Meaning.Vote vote -> vote.outcome();
      case Winners.Meaning.Skipped _ -> null;
      case Winners.Meaning.Unknown _, Winners.Meaning.Ambiguous _ ->
          throw row.problem(Field.WINNER, winners.refusal(word, meaning));
    };
  }

  @Nullable String annotator(RowFields row) throws RowProblem {
    String name = row.optionalId(Field.ANNOTATOR);
    if (name == null) {
      return null;
    }
    String pseudonym = annotatorPrefix + name;
    if (pseudonym.length() > LONGEST_PSEUDONYM) {
      throw row.problem(Field.ANNOTATOR, "has more than " + LONGEST_PSEUDONYM + " characters");
    }
    return pseudonym;
  }

  @Nullable Instant time(RowFields row) throws RowProblem {
    String text = row.optionalId(Field.TIME);
    try {
      return text == null ? null : SentTimes.parse(text);
    } catch (IllegalArgumentException e) {
      throw row.problem(Field.TIME, String.valueOf(e.getMessage()));
    }
  }

  @Nullable String comment(RowFields row) throws RowProblem {
    if (!row.has(Field.COMMENT) || row.text(Field.COMMENT).isEmpty()) {
      return null;
    }
    String comment = row.name(Field.COMMENT);
    if (comment.codePointCount(0, comment.length()) > LONGEST_COMMENT) {
      throw row.problem(Field.COMMENT, "has more than %,d characters".formatted(LONGEST_COMMENT));
    }
    return comment;
  }
}
