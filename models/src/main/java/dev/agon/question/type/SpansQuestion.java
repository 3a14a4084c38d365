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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Marked passages, each of a type of the admin's taxonomy (Fine-Grained RLHF, Wu et al. 2023). The
 * answer is {@code {"spans": [{"response": 1, "start": 3, "end": 9, "type": ID, "note": "..."}]}};
 * offsets are UTF-16 units of the text as it was imported; passages of one text do not overlap and,
 * unless {@code "words": false}, consist of whole words. With {@code "of": "prompt"} the number of
 * the response is 0.
 */
public final class SpansQuestion implements QuestionType {
  private static final int MOST = 500;
  private static final int LONGEST_NOTE = 2000;
  private static final String SPANS = "spans";
  private static final String TYPES = "types";
  private static final String RESPONSE = "response";
  private static final String START = "start";
  private static final String NOTE = "note";

  @Override
  public String name() {
    return SPANS;
  }

  @Override
  public void check(Block block, Problems problems) {
    Reading.checkIds(block, TYPES, problems);
  }

  private record Marked(int response, Segments.Span span, ObjectNode json) {}

  @Override
  public JsonNode read(Block block, Shown shown, JsonNode raw, Problems problems) {
    Problems at = problems.in(SPANS);
    List<Marked> marked = new ArrayList<>();
    int k = 0;
    for (JsonNode span : Reading.list(raw.path(SPANS), 0, MOST, at)) {
      marked.add(marked(block, shown, span, at.in("" + ++k)));
    }
    marked.sort(Comparator.comparingInt(Marked::response).thenComparingInt(m -> m.span().start()));
    for (int i = 1; i < marked.size(); i++) {
      Marked before = marked.get(i - 1);
      Marked after = marked.get(i);
      if (before.response() == after.response() && before.span().end() > after.span().start()) {
        at.add(Fault.OVERLAP, after.span().start());
      }
    }
    ObjectNode answer = Json.object();
    ArrayNode stored = answer.putArray(SPANS);
    marked.forEach(m -> stored.add(m.json()));
    return answer;
  }

  private static Marked marked(Block block, Shown shown, JsonNode raw, Problems problems) {
    boolean prompt = block.settings().path("of").asText("responses").equals("prompt");
    int response =
        Reading.whole(
            raw.path(RESPONSE), prompt ? 0 : 1, prompt ? 0 : shown.size(), problems.in(RESPONSE));
    Shown.Text text = prompt ? shown.prompt() : shown.responses().get(response - 1);
    boolean words = block.settings().path("words").asBoolean(true);
    Segments.Span span = Passages.span(text, raw, words, problems);
    ObjectNode json = Json.object().put(RESPONSE, response);
    json.put(START, span.start()).put("end", span.end());
    json.put(
        "type", Reading.word(raw.path("type"), Reading.ids(block, TYPES), problems.in("type")));
    if (raw.hasNonNull(NOTE) && !raw.path(NOTE).asText().isBlank()) {
      json.put(NOTE, Reading.text(raw.path(NOTE), 1, LONGEST_NOTE, problems.in(NOTE)));
    }
    return new Marked(response, span, json);
  }
}
