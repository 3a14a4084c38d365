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
 * Tags for each response of a gallery, as many as apply (D3PO, Yang et al. 2023). The answer is
 * {@code {"tags": [["blurry"], []]}}: a list for each place on the screen.
 */
public final class TagsQuestion implements QuestionType {
  private static final String TAGS = "tags";

  @Override
  public String name() {
    return TAGS;
  }

  @Override
  public boolean needsTexts() {
    return false;
  }

  @Override
  public void check(Block block, Problems problems) {
    Reading.checkIds(block, TAGS, problems);
  }

  @Override
  public JsonNode read(Block block, Shown shown, JsonNode raw, Problems problems) {
    ObjectNode answer = Json.object();
    ArrayNode stored = answer.putArray(TAGS);
    Problems at = problems.in(TAGS);
    List<String> tags = Reading.ids(block, TAGS);
    int k = 0;
    for (JsonNode of : Reading.list(raw.path(TAGS), shown.size(), at)) {
      ArrayNode list = stored.addArray();
      Reading.words(of, tags, tags.size(), at.in("" + ++k)).forEach(list::add);
    }
    return answer;
  }

  /** Nothing ticked is an answer too, so a plain form always sends one. */
  @Override
  public @Nullable JsonNode ofFields(Block block, Shown shown, Fields fields) {
    ObjectNode answer = Json.object();
    ArrayNode tags = answer.putArray(TAGS);
    for (int k = 1; k <= shown.size(); k++) {
      fields.all("tags-" + k).forEach(tags.addArray()::add);
    }
    return answer;
  }
}
