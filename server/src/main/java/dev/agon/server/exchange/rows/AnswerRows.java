package dev.agon.server.exchange.rows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.agon.question.Json;
import dev.agon.table.Cell;
import dev.agon.table.RowProblem;

/**
 * Answers to a study's questions. A row names its comparison, or its prompt where the study
 * compares all responses to it together.
 */
public record AnswerRows(VoteRows votes, Staging staging) implements RowInterpreter {
  @Override
  public void interpret(RowFields row, int file) throws RowProblem {
    String comparison = row.optionalId(Field.COMPARISON);
    if (comparison == null) {
      comparison = row.id(Field.PROMPT_ID) + ": all";
    }
    int column = row.column(row.has(Field.COMPARISON) ? Field.COMPARISON : Field.PROMPT_ID);
    staging.add(
        new Staging.Vote(
            new FilePosition(file, row.row().line(), column),
            comparison,
            null,
            null,
            null,
            votes.annotator(row),
            votes.time(row),
            votes.comment(row),
            answers(row)));
  }

  /** A cell of CSV holds the object as a text. */
  private static String answers(RowFields row) throws RowProblem {
    Cell cell = row.cell(Field.ANSWERS);
    if (cell == null) {
      throw row.problem(Field.ANSWERS, "is needed");
    }
    try {
      JsonNode answers =
          cell.value().isTextual() ? Json.parse(cell.value().asText()) : cell.value();
      if (!answers.isObject()) {
        throw row.problem(Field.ANSWERS, "is not an object");
      }
      if (!RowFields.isStorable(answers)) {
        throw row.problem(Field.ANSWERS, "has a character that cannot be stored");
      }
      return answers.toString();
    } catch (JsonProcessingException e) {
      throw row.problem(Field.ANSWERS, "is not JSON: " + e.getOriginalMessage());
    }
  }
}
