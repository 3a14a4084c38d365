package dev.agon.server.exchange.rows;

import dev.agon.table.RowProblem;
import org.jspecify.annotations.Nullable;

/** Pairs of responses, with their texts or by the names of their generators. */
public record PairRows(GeneratorNames names, Staging staging) implements RowInterpreter {
  @Override
  public void interpret(RowFields row, int file) throws RowProblem {
    String prompt = PromptText.stage(row, file, staging);
    Staging.Sides sides = sides(row);
    if (row.has(Field.LEFT_TEXT) || row.has(Field.RIGHT_TEXT)) {
      stageTexts(row, file, prompt, sides);
    }
    stagePair(row, file, row.optionalId(Field.COMPARISON), prompt, sides);
  }

  /** What was shown left and right. */
  Staging.Sides sides(RowFields row) throws RowProblem {
    Staging.Side left = side(row, Field.LEFT, Field.LEFT_SAMPLE);
    Staging.Side right = side(row, Field.RIGHT, Field.RIGHT_SAMPLE);
    if (left.equals(right)) {
      throw row.problem(Field.RIGHT, "'" + right.generator() + "' is compared with itself");
    }
    return new Staging.Sides(left, right);
  }

  void stageTexts(RowFields row, int file, String prompt, Staging.Sides sides) throws RowProblem {
    stageText(row, file, prompt, sides.left(), Field.LEFT_TEXT);
    stageText(row, file, prompt, sides.right(), Field.RIGHT_TEXT);
  }

  void stagePair(RowFields row, int file, @Nullable String id, String prompt, Staging.Sides sides) {
    int column = row.column(id == null ? Field.LEFT : Field.COMPARISON);
    staging.add(
        new Staging.Pair(
            new FilePosition(file, row.row().line(), column),
            id,
            prompt,
            sides.left(),
            sides.right()));
  }

  private void stageText(RowFields row, int file, String prompt, Staging.Side side, Field field)
      throws RowProblem {
    Conversations both = Conversations.of(row);
    Staging.Text said =
        both == null
            ? row.said(field)
            : row.said(field, field == Field.LEFT_TEXT ? both.left() : both.right());
    FilePosition at = new FilePosition(file, row.row().line(), row.column(field));
    staging.add(
        new Staging.Response(
            at, prompt, side.generator(), side.sample(), said, PromptText.language(row), null));
  }

  private Staging.Side side(RowFields row, Field generator, Field sample) throws RowProblem {
    Integer number = row.sample(sample);
    return new Staging.Side(names.of(row, generator), number == null ? 1 : number);
  }
}
