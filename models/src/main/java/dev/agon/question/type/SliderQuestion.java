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
 * A score from 0 to 100 for each response (PRISM, Kirk et al. 2024): scores that differ by no more
 * than {@code tie_within} (5) are a tie. The answer is {@code {"values": [70, 31]}}.
 */
public final class SliderQuestion implements QuestionType {
  private static final String VALUES = "values";
  private static final int MOST = 100;
  private static final int TIE_WITHIN = 5;

  @Override
  public String name() {
    return "slider";
  }

  @Override
  public List<String> criteria(Block block) {
    return List.of(block.settings().path("criterion").asText());
  }

  @Override
  public boolean needsTexts() {
    return false;
  }

  @Override
  public JsonNode read(Block block, Shown shown, JsonNode raw, Problems problems) {
    ObjectNode answer = Json.object();
    ArrayNode values = answer.putArray(VALUES);
    Problems at = problems.in(VALUES);
    int k = 0;
    for (JsonNode value : Reading.list(raw.path(VALUES), shown.size(), at)) {
      values.add(Reading.whole(value, 0, MOST, at.in("" + ++k)));
    }
    return answer;
  }

  @Override
  public List<PairOutcome> outcomes(Block block, Shown shown, JsonNode answer) {
    int tie = block.settings().path("tie_within").asInt(TIE_WITHIN);
    JsonNode values = answer.path(VALUES);
    return Pairs.all(
        criteria(block).getFirst(),
        shown.size(),
        (a, b) -> {
          int difference = values.path(a - 1).asInt() - values.path(b - 1).asInt();
          return Math.abs(difference) <= tie ? 0 : difference;
        });
  }

  @Override
  public @Nullable JsonNode ofFields(Block block, Shown shown, Fields fields) {
    return Numbers.ofFields(shown.size(), fields);
  }
}
