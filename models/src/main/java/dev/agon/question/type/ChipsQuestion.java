package dev.agon.question.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agon.question.Block;
import dev.agon.question.Fields;
import dev.agon.question.Json;
import dev.agon.question.Problems;
import dev.agon.question.QuestionType;
import dev.agon.question.Shown;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reasons to tap, good and bad ones, for each response or for the comparison. The answer is {@code
 * {"chips": [["useful"], []]}}; for the comparison a single list.
 */
public final class ChipsQuestion implements QuestionType {
  private static final String CHIPS = "chips";

  @Override
  public String name() {
    return CHIPS;
  }

  @Override
  public boolean needsTexts() {
    return false;
  }

  @Override
  public void check(Block block, Problems problems) {
    Reading.checkIds(block, CHIPS, problems);
  }

  private static int size(Block block, Shown shown) {
    return block.settings().path("of").asText("responses").equals("responses") ? shown.size() : 1;
  }

  @Override
  public JsonNode read(Block block, Shown shown, JsonNode raw, Problems problems) {
    ObjectNode answer = Json.object();
    ArrayNode stored = answer.putArray(CHIPS);
    Problems at = problems.in(CHIPS);
    List<String> chips = Reading.ids(block, CHIPS);
    int most = block.settings().path("most").asInt(chips.size());
    int k = 0;
    for (JsonNode of : Reading.list(raw.path(CHIPS), size(block, shown), at)) {
      ArrayNode list = stored.addArray();
      Reading.words(of, chips, most, at.in("" + ++k)).forEach(list::add);
    }
    return answer;
  }

  @Override
  public @Nullable JsonNode ofFields(Block block, Shown shown, Fields fields) {
    ObjectNode answer = Json.object();
    ArrayNode chips = answer.putArray(CHIPS);
    for (int k = 1; k <= size(block, shown); k++) {
      fields.all("chips-" + k).forEach(chips.addArray()::add);
    }
    return answer;
  }
}
