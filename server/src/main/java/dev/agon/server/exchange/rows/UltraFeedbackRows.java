package dev.agon.server.exchange.rows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agon.numeric.Digests;
import dev.agon.question.Json;
import dev.agon.table.Cell;
import dev.agon.table.Row;
import dev.agon.table.RowProblem;
import java.util.HashMap;
import java.util.Map;

/**
 * Rows of UltraFeedback: a prompt, its responses, and one annotator's answer to the rubric.
 *
 * @param annotatorPrefix stands before the annotator's name
 */
public record UltraFeedbackRows(String annotatorPrefix, Staging staging) implements RowInterpreter {
  private static final String INSTRUCTION = "instruction";
  private static final String COMPLETIONS = "completions";
  private static final String ANNOTATIONS = "annotations";
  private static final String MODEL = "model";
  private static final String RESPONSE = "response";
  private static final String ANNOTATOR = "ultrafeedback";
  private static final int MOST = 8;
  private static final int ID_DIGITS = 16;

  @Override
  public void interpret(RowFields fields, int file) throws RowProblem {
    Row row = fields.row();
    ObjectNode rest = Json.object();
    for (Map.Entry<String, Cell> cell : row.cells().entrySet()) {
      if (!RowFields.isStorable(cell.getValue().value())) {
        throw problem(row, cell.getKey(), "has a character that cannot be stored");
      }
      rest.set(cell.getKey(), cell.getValue().value());
    }
    String instruction = text(row, rest.path(INSTRUCTION), INSTRUCTION);
    JsonNode completions = rest.path(COMPLETIONS);
    if (!completions.isArray() || completions.size() < 2 || completions.size() > MOST) {
      throw problem(row, COMPLETIONS, "must be a list of 2 to " + MOST + " completions");
    }
    rest.remove(INSTRUCTION);
    rest.remove(COMPLETIONS);
    String id =
        "uf-" + Digests.hex(Digests.sha256(instruction + completions)).substring(0, ID_DIGITS);
    FilePosition at = new FilePosition(file, row.line(), column(row, INSTRUCTION));
    staging.add(
        new Staging.Prompt(
            at, id, new Staging.Text(instruction, null), null, null, metadata(rest)));
    ObjectNode ratings = Json.object();
    UltraFeedback.ASPECTS.forEach(ratings::putArray);
    Map<String, Integer> samples = new HashMap<>();
    for (int k = 0; k < completions.size(); k++) {
      add(row, file, id, completions.get(k), COMPLETIONS + "[" + k + "]", samples, ratings);
    }
    ObjectNode answers = Json.object();
    answers.putObject(UltraFeedback.QUESTION).set("ratings", ratings);
    staging.add(
        new Staging.Vote(
            new FilePosition(file, row.line(), column(row, COMPLETIONS)),
            id + ": all",
            null,
            null,
            null,
            annotatorPrefix + ANNOTATOR,
            null,
            null,
            answers.toString()));
  }

  private void add(
      Row row,
      int file,
      String prompt,
      JsonNode completion,
      String path,
      Map<String, Integer> samples,
      ObjectNode ratings)
      throws RowProblem {
    String model = text(row, completion.path(MODEL), path + "." + MODEL);
    if (model.isBlank() || model.length() > 300) {
      throw problem(row, path + "." + MODEL, "must have 1 to 300 characters");
    }
    String response = text(row, completion.path(RESPONSE), path + "." + RESPONSE);
    if (!completion.path(ANNOTATIONS).isObject()) {
      throw problem(row, path + "." + ANNOTATIONS, "must be an object of annotations by aspect");
    }
    ObjectNode rest = completion.deepCopy();
    rest.remove(MODEL);
    rest.remove(RESPONSE);
    ObjectNode annotations = (ObjectNode) rest.path(ANNOTATIONS);
    for (String aspect : UltraFeedback.ASPECTS) {
      ((ArrayNode) ratings.path(aspect))
          .add(cell(row, annotations.path(aspect), path + "." + ANNOTATIONS + "." + aspect));
    }
    staging.add(
        new Staging.Response(
            new FilePosition(file, row.line(), column(row, COMPLETIONS)),
            prompt,
            model,
            samples.merge(model, 1, Integer::sum),
            new Staging.Text(response, null),
            null,
            metadata(rest)));
  }

  /** Takes rating and rationale out of an annotation; one that is missing does not apply. */
  private static ObjectNode cell(Row row, JsonNode annotation, String path) throws RowProblem {
    ObjectNode cell = Json.object().putNull("value");
    if (annotation.isMissingNode()) {
      return cell;
    }
    String rating = annotation.path(UltraFeedback.RATING).asText();
    if (!annotation.isObject()
        || !annotation.path(UltraFeedback.RATING).isTextual()
        || !rating.matches("[1-" + UltraFeedback.POINTS + "]|" + UltraFeedback.NOT_APPLICABLE)) {
      throw problem(
          row,
          path + "." + UltraFeedback.RATING,
          "must be a text: 1 to " + UltraFeedback.POINTS + ", or " + UltraFeedback.NOT_APPLICABLE);
    }
    ObjectNode rest = (ObjectNode) annotation;
    rest.remove(UltraFeedback.RATING);
    if (!rating.equals(UltraFeedback.NOT_APPLICABLE)) {
      cell.put("value", Integer.parseInt(rating));
    }
    JsonNode rationale = rest.path(UltraFeedback.RATIONALE);
    if (rationale.isTextual() && !rationale.asText().isBlank()) {
      cell.put("rationale", rationale.asText());
      rest.remove(UltraFeedback.RATIONALE);
    }
    return cell;
  }

  private static String metadata(ObjectNode rest) {
    ObjectNode metadata = Json.object();
    metadata.set(UltraFeedback.METADATA, rest);
    return metadata.toString();
  }

  private static String text(Row row, JsonNode value, String path) throws RowProblem {
    if (!value.isTextual()) {
      throw problem(row, path, "must be a text");
    }
    return value.asText();
  }

  private static int column(Row row, String name) {
    Cell cell = row.cells().get(name);
    return cell == null ? 0 : cell.column();
  }

  private static RowProblem problem(Row row, String path, String message) {
    String name = path.replaceFirst("[\\[.].*", "");
    return new RowProblem(row.line(), column(row, name), path + ": " + message);
  }
}
