package dev.agon.question.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agon.question.Block;
import dev.agon.question.Fault;
import dev.agon.question.Fields;
import dev.agon.question.Json;
import dev.agon.question.Problems;
import dev.agon.question.QuestionType;
import dev.agon.question.Shown;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How harmful each response is, and in what way (Safe RLHF-V, Ji et al. 2025). The answer is {@code
 * {"harms": [{"severity": 2, "categories": ["insult"]}]}}; severity 0 is none and has no category,
 * every other has at least one.
 */
public final class HarmQuestion implements QuestionType {
  private static final String HARMS = "harms";
  private static final String SEVERITY = "severity";
  private static final String CATEGORIES = "categories";

  @Override
  public String name() {
    return "harm";
  }

  @Override
  public boolean needsTexts() {
    return false;
  }

  @Override
  public void check(Block block, Problems problems) {
    Reading.checkIds(block, CATEGORIES, problems);
  }

  private static int worst(Block block) {
    return block.settings().path("severities").size() - 1;
  }

  @Override
  public JsonNode read(Block block, Shown shown, JsonNode raw, Problems problems) {
    ObjectNode answer = Json.object();
    ArrayNode harms = answer.putArray(HARMS);
    Problems at = problems.in(HARMS);
    int k = 0;
    for (JsonNode harm : Reading.list(raw.path(HARMS), shown.size(), at)) {
      harms.add(harm(block, harm, at.in("" + ++k)));
    }
    return answer;
  }

  private static ObjectNode harm(Block block, JsonNode raw, Problems problems) {
    List<String> categories = Reading.ids(block, CATEGORIES);
    int severity = Reading.whole(raw.path(SEVERITY), 0, worst(block), problems.in(SEVERITY));
    JsonNode sent = raw.has(CATEGORIES) ? raw.path(CATEGORIES) : Json.array();
    List<String> named =
        Reading.words(sent, categories, categories.size(), problems.in(CATEGORIES));
    if (severity == 0 && !named.isEmpty()) {
      problems.in(CATEGORIES).add(Fault.NO_HARM);
    } else if (severity > 0 && named.isEmpty()) {
      problems.in(CATEGORIES).add(Fault.NAMED_NONE);
    }
    ObjectNode harm = Json.object().put(SEVERITY, severity);
    named.forEach(harm.putArray(CATEGORIES)::add);
    return harm;
  }

  @Override
  public @Nullable JsonNode ofFields(Block block, Shown shown, Fields fields) {
    ObjectNode answer = Json.object();
    ArrayNode harms = answer.putArray(HARMS);
    boolean any = false;
    for (int k = 1; k <= shown.size(); k++) {
      String severity = fields.text("severity-" + k);
      any |= !severity.isBlank() || !fields.all("categories-" + k).isEmpty();
      ObjectNode harm = harms.addObject();
      harm.set(SEVERITY, severity.isBlank() ? NullNode.getInstance() : Reading.number(severity));
      fields.all("categories-" + k).forEach(harm.putArray(CATEGORIES)::add);
    }
    return any ? answer : null;
  }
}
