package dev.agon.server.exchange.rows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agon.table.Cell;
import dev.agon.table.RowProblem;
import java.util.Map;

/** Prompts with a response each of several generators. */
public record PromptRows(GeneratorNames names, Staging staging) implements RowInterpreter {
  @Override
  public void interpret(RowFields row, int file) throws RowProblem {
    String prompt = PromptText.stage(row, file, staging);
    Cell responses = row.cell(Field.RESPONSES);
    if (responses == null) {
      Integer sample = row.sample(Field.SAMPLE);
      add(
          row,
          new FilePosition(file, row.row().line(), row.column(Field.RESPONSE)),
          prompt,
          new Staging.Side(names.of(row, Field.GENERATOR), sample == null ? 1 : sample),
          row.said(Field.RESPONSE));
      return;
    }
    if (!responses.value().isObject() || responses.value().isEmpty()) {
      throw row.problem(Field.RESPONSES, "must be an object of texts by generator");
    }
    FilePosition at = new FilePosition(file, row.row().line(), responses.column());
    for (Map.Entry<String, JsonNode> response : responses.value().properties()) {
      addAll(row, at, prompt, response.getKey(), response.getValue());
    }
  }

  /** One text or trajectory, or an array of several samples. */
  private void addAll(
      RowFields row, FilePosition at, String prompt, String generator, JsonNode texts)
      throws RowProblem {
    row.id(Field.RESPONSES, generator);
    if (texts.isNull()) {
      throw row.problem(Field.RESPONSES, "'" + generator + "' has no text");
    }
    if (!texts.isArray() || texts.path(0).isObject()) {
      Staging.Side side = new Staging.Side(generator, 1);
      add(row, at, prompt, side, row.said(Field.RESPONSES, texts));
      return;
    }
    int sample = 0;
    for (JsonNode text : texts) {
      Staging.Side side = new Staging.Side(generator, ++sample);
      add(row, at, prompt, side, row.said(Field.RESPONSES, text));
    }
  }

  private void add(
      RowFields row, FilePosition at, String prompt, Staging.Side side, Staging.Text said)
      throws RowProblem {
    staging.add(
        new Staging.Response(
            at, prompt, side.generator(), side.sample(), said, PromptText.language(row), null));
  }
}
