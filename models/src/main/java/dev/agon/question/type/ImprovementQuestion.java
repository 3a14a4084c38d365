package dev.agon.question.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agon.preference.Outcome;
import dev.agon.question.Block;
import dev.agon.question.Fault;
import dev.agon.question.Fields;
import dev.agon.question.Json;
import dev.agon.question.PairOutcome;
import dev.agon.question.Problems;
import dev.agon.question.QuestionType;
import dev.agon.question.Shown;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether what is shown second improves on what is shown first, of which it is a new version (PIT,
 * Wang et al. 2023); the page shows what has changed. The answer is {@code {"better":
 * "after|before|same"}}.
 */
public final class ImprovementQuestion implements QuestionType {
  private static final String BETTER = "better";
  private static final List<String> WORDS = List.of("after", "before", "same");

  @Override
  public String name() {
    return "improvement";
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
    if (shown.size() != 2) {
      problems.add(Fault.TWO_VERSIONS, shown.size());
    }
    return Json.object().put(BETTER, Reading.word(raw.path(BETTER), WORDS, problems.in(BETTER)));
  }

  @Override
  public List<PairOutcome> outcomes(Block block, Shown shown, JsonNode answer) {
    Outcome outcome =
        switch (answer.path(BETTER).asText()) {
          case "after" -> Outcome.SECOND;
          case "before" -> Outcome.FIRST;
          default -> Outcome.TIE;
        };
    return List.of(new PairOutcome(criteria(block).getFirst(), 1, 2, outcome, null, 1));
  }

  @Override
  public @Nullable JsonNode ofFields(Block block, Shown shown, Fields fields) {
    ObjectNode answer = Json.object();
    String better = fields.text(BETTER);
    return better.isBlank() ? null : answer.put(BETTER, better);
  }
}
