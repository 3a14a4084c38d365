package dev.agon.question.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agon.question.Block;
import dev.agon.question.Fault;
import dev.agon.question.Json;
import dev.agon.question.Problems;
import dev.agon.question.QuestionType;
import dev.agon.question.Shown;

/**
 * Whether each response follows a principle, and the passage that shows it (RLBFF, Wang et al.
 * 2025). The answer is {@code {"verdicts": [{"follows": true, "quote": {"start": 0, "end": 9}}]}};
 * a quote is needed where {@code "quote": true}.
 */
public final class PrincipleQuestion implements QuestionType {
  private static final String VERDICTS = "verdicts";
  private static final String FOLLOWS = "follows";
  private static final String QUOTE = "quote";

  @Override
  public String name() {
    return "principle";
  }

  @Override
  public JsonNode read(Block block, Shown shown, JsonNode raw, Problems problems) {
    ObjectNode answer = Json.object();
    ArrayNode verdicts = answer.putArray(VERDICTS);
    Problems at = problems.in(VERDICTS);
    int k = 0;
    for (JsonNode verdict : Reading.list(raw.path(VERDICTS), shown.size(), at)) {
      Shown.Text text = shown.responses().get(k);
      verdicts.add(verdict(block, text, verdict, at.in("" + ++k)));
    }
    return answer;
  }

  private static ObjectNode verdict(Block block, Shown.Text text, JsonNode raw, Problems problems) {
    if (!raw.path(FOLLOWS).isBoolean()) {
      problems.in(FOLLOWS).add(Fault.TRUE_OR_FALSE);
    }
    ObjectNode verdict = Json.object().put(FOLLOWS, raw.path(FOLLOWS).asBoolean());
    if (raw.hasNonNull(QUOTE)) {
      Segments.Span span = Passages.span(text, raw.path(QUOTE), false, problems.in(QUOTE));
      verdict.putObject(QUOTE).put("start", span.start()).put("end", span.end());
    } else if (block.settings().path(QUOTE).asBoolean(false)) {
      problems.in(QUOTE).add(Fault.QUOTE_NEEDED);
    }
    return verdict;
  }
}
