package dev.agon.question.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agon.question.Block;
import dev.agon.question.Fields;
import dev.agon.question.Json;
import dev.agon.question.PairOutcome;
import dev.agon.question.Problems;
import dev.agon.question.QuestionType;
import dev.agon.question.Shown;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A point of a scale with anchor texts, for the comparison as a whole or for each response. The
 * answer is {@code {"values": [4]}}, points from 1; where each response has one and a criterion is
 * named, the higher point wins a pair.
 */
public final class LikertQuestion implements QuestionType {
  private static final String VALUES = "values";
  private static final String CRITERION = "criterion";
  private static final String RESPONSES = "responses";

  @Override
  public String name() {
    return "likert";
  }

  @Override
  public List<String> criteria(Block block) {
    return block.settings().has(CRITERION)
        ? List.of(block.settings().path(CRITERION).asText())
        : List.of();
  }

  @Override
  public boolean needsTexts() {
    return false;
  }

  @Override
  public void check(Block block, Problems problems) {
    if (block.settings().has(CRITERION) && !ofResponses(block)) {
      problems.add(CRITERION, "applies only with \"of\": \"responses\"");
    }
    Anchors.check(block, problems);
  }

  private static boolean ofResponses(Block block) {
    return block.settings().path("of").asText("comparison").equals(RESPONSES);
  }

  private static int size(Block block, Shown shown) {
    return ofResponses(block) ? shown.size() : 1;
  }

  @Override
  public JsonNode read(Block block, Shown shown, JsonNode raw, Problems problems) {
    ObjectNode answer = Json.object();
    ArrayNode values = answer.putArray(VALUES);
    Problems at = problems.in(VALUES);
    int k = 0;
    for (JsonNode value : Reading.list(raw.path(VALUES), size(block, shown), at)) {
      values.add(Reading.whole(value, 1, Anchors.points(block), at.in("" + ++k)));
    }
    return answer;
  }

  @Override
  public List<PairOutcome> outcomes(Block block, Shown shown, JsonNode answer) {
    if (criteria(block).isEmpty()) {
      return List.of();
    }
    JsonNode values = answer.path(VALUES);
    return Pairs.all(
        criteria(block).getFirst(),
        shown.size(),
        (a, b) -> Integer.compare(values.path(a - 1).asInt(), values.path(b - 1).asInt()));
  }

  @Override
  public @Nullable JsonNode ofFields(Block block, Shown shown, Fields fields) {
    return Numbers.ofFields(size(block, shown), fields);
  }
}
