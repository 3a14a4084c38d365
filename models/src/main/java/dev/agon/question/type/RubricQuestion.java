package dev.agon.question.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agon.question.Block;
import dev.agon.question.Fault;
import dev.agon.question.Fields;
import dev.agon.question.Json;
import dev.agon.question.PairOutcome;
import dev.agon.question.PairWeights;
import dev.agon.question.Problems;
import dev.agon.question.QuestionType;
import dev.agon.question.Shown;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A grid of responses by aspects, each cell a point or "does not apply" and a rationale
 * (UltraFeedback, Cui et al. 2023). The answer is {@code {"ratings": {ASPECT: [{"value": 4,
 * "rationale": "..."}, {"value": null}]}}}. Aspects that name a criterion order the responses under
 * it; a cell that does not apply is in no pair.
 */
public final class RubricQuestion implements QuestionType {
  private static final int LONGEST = 4000;
  private static final String RATINGS = "ratings";
  private static final String ASPECTS = "aspects";
  private static final String VALUE = "value";
  private static final String RATIONALE = "rationale";
  private static final String CRITERION = "criterion";

  @Override
  public String name() {
    return "rubric";
  }

  @Override
  public boolean needsTexts() {
    return false;
  }

  @Override
  public List<String> criteria(Block block) {
    List<String> criteria = new ArrayList<>();
    for (JsonNode aspect : block.settings().path(ASPECTS)) {
      if (aspect.has(CRITERION)) {
        criteria.add(aspect.path(CRITERION).asText());
      }
    }
    return criteria;
  }

  @Override
  public void check(Block block, Problems problems) {
    Reading.checkIds(block, ASPECTS, problems);
    Anchors.check(block, problems);
    List<String> criteria = criteria(block);
    if (criteria.stream().distinct().count() < criteria.size()) {
      problems.add(ASPECTS, "must not name a criterion twice");
    }
  }

  @Override
  public JsonNode read(Block block, Shown shown, JsonNode raw, Problems problems) {
    ObjectNode answer = Json.object();
    ObjectNode ratings = answer.putObject(RATINGS);
    Problems at = problems.in(RATINGS);
    List<String> aspects = Reading.ids(block, ASPECTS);
    raw.path(RATINGS)
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!aspects.contains(name)) {
                at.in(name).add(Fault.UNKNOWN_ASPECT);
              }
            });
    for (String aspect : aspects) {
      ArrayNode cells = ratings.putArray(aspect);
      Problems in = at.in(aspect);
      int k = 0;
      for (JsonNode cell : Reading.list(raw.path(RATINGS).path(aspect), shown.size(), in)) {
        cells.add(cell(block, cell, in.in("" + ++k)));
      }
    }
    return answer;
  }

  private static ObjectNode cell(Block block, JsonNode raw, Problems problems) {
    ObjectNode cell = Json.object();
    JsonNode value = raw.path(VALUE);
    if (value.isNull() && block.settings().path("na").asBoolean(true)) {
      cell.putNull(VALUE);
    } else {
      cell.put(VALUE, Reading.whole(value, 1, Anchors.points(block), problems.in(VALUE)));
    }
    if (raw.hasNonNull(RATIONALE) && !raw.path(RATIONALE).asText().isBlank()) {
      if (block.settings().path(RATIONALE).asBoolean(true)) {
        cell.put(RATIONALE, Reading.text(raw.path(RATIONALE), 1, LONGEST, problems.in(RATIONALE)));
      } else {
        problems.in(RATIONALE).add(Fault.NOT_ASKED);
      }
    }
    return cell;
  }

  @Override
  public List<PairOutcome> outcomes(Block block, Shown shown, JsonNode answer) {
    List<PairOutcome> outcomes = new ArrayList<>();
    for (JsonNode aspect : block.settings().path(ASPECTS)) {
      if (aspect.has(CRITERION)) {
        JsonNode cells = answer.path(RATINGS).path(aspect.path("id").asText());
        outcomes.addAll(outcomes(aspect.path(CRITERION).asText(), cells));
      }
    }
    return outcomes;
  }

  private static List<PairOutcome> outcomes(String criterion, JsonNode cells) {
    int rated = 0;
    for (JsonNode cell : cells) {
      rated += cell.path(VALUE).isInt() ? 1 : 0;
    }
    if (rated < 2) {
      return List.of();
    }
    double weight = PairWeights.ofRanking(rated);
    return Pairs.all(
            criterion,
            cells.size(),
            (a, b) -> Integer.compare(value(cells, a).asInt(), value(cells, b).asInt()))
        .stream()
        .filter(pair -> value(cells, pair.first()).isInt() && value(cells, pair.second()).isInt())
        .map(p -> new PairOutcome(criterion, p.first(), p.second(), p.outcome(), null, weight))
        .toList();
  }

  private static JsonNode value(JsonNode cells, int place) {
    return cells.path(place - 1).path(VALUE);
  }

  @Override
  public @Nullable JsonNode ofFields(Block block, Shown shown, Fields fields) {
    ObjectNode answer = Json.object();
    ObjectNode ratings = answer.putObject(RATINGS);
    boolean any = false;
    for (String aspect : Reading.ids(block, ASPECTS)) {
      ArrayNode cells = ratings.putArray(aspect);
      for (int k = 1; k <= shown.size(); k++) {
        String value = fields.text(aspect + "." + k + ".value");
        ObjectNode cell = cells.addObject();
        String rationale = fields.text(aspect + "." + k + ".rationale");
        any |= !value.isBlank() || !rationale.isBlank();
        if (value.equals("na")) {
          cell.putNull(VALUE);
        } else if (!value.isBlank()) {
          cell.set(VALUE, Reading.number(value));
        }
        cell.put(RATIONALE, rationale);
      }
    }
    return any ? answer : null;
  }
}
