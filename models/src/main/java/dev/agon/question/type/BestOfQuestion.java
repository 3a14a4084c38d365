package dev.agon.question.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agon.preference.Outcome;
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
 * The best of several responses. The answer is {@code {"best": 2}}, a place on the screen, or null
 * where "none is good" is offered.
 */
public final class BestOfQuestion implements QuestionType {
  private static final String BEST = "best";

  @Override
  public String name() {
    return "best-of";
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
    JsonNode best = raw.path(BEST);
    if (best.isNull() && block.settings().path("none").asBoolean(false)) {
      return answer.putNull(BEST);
    }
    return answer.put(BEST, Reading.whole(best, 1, shown.size(), problems.in(BEST)));
  }

  @Override
  public List<PairOutcome> outcomes(Block block, Shown shown, JsonNode answer) {
    String criterion = criteria(block).getFirst();
    return answer.path(BEST).isNull()
        ? Pairs.same(criterion, shown.size(), Outcome.BOTH_BAD)
        : Pairs.best(criterion, shown.size(), answer.path(BEST).asInt());
  }

  @Override
  public @Nullable JsonNode ofFields(Block block, Shown shown, Fields fields) {
    String best = fields.text(BEST);
    if (best.isBlank()) {
      return null;
    }
    ObjectNode answer = Json.object();
    return best.equals("none") ? answer.putNull(BEST) : answer.set(BEST, Reading.number(best));
  }
}
