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
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Sentences that matter, each with reasons. The answer is {@code {"sentences": [{"response": 1,
 * "sentence": 2, "start": 10, "end": 31, "reasons": [ID]}]}}: the sentence's number in its
 * response, from 1. Start and end, in UTF-16 units, are stored with it; sent, they must be its own.
 */
public final class SentencesQuestion implements QuestionType {
  private static final int MOST = 200;
  private static final String SENTENCES = "sentences";
  private static final String SENTENCE = "sentence";
  private static final String REASONS = "reasons";
  private static final String RESPONSE = "response";

  @Override
  public String name() {
    return SENTENCES;
  }

  @Override
  public void check(Block block, Problems problems) {
    Reading.checkIds(block, REASONS, problems);
  }

  @Override
  public JsonNode read(Block block, Shown shown, JsonNode raw, Problems problems) {
    int least = block.settings().path("least").asInt(0);
    int most = block.settings().path("most").asInt(MOST);
    Problems at = problems.in(SENTENCES);
    ObjectNode answer = Json.object();
    ArrayNode stored = answer.putArray(SENTENCES);
    Set<String> seen = new HashSet<>();
    int k = 0;
    for (JsonNode sentence : Reading.list(raw.path(SENTENCES), least, most, at)) {
      Problems in = at.in("" + ++k);
      ObjectNode chosen = sentence(block, shown, sentence, in);
      stored.add(chosen);
      if (!seen.add(chosen.path(RESPONSE) + ":" + chosen.path(SENTENCE))) {
        in.add(Fault.CHOSEN_TWICE);
      }
    }
    return answer;
  }

  private static ObjectNode sentence(Block block, Shown shown, JsonNode raw, Problems problems) {
    int response = Reading.whole(raw.path(RESPONSE), 1, shown.size(), problems.in(RESPONSE));
    Shown.Text text = shown.responses().get(response - 1);
    List<Segments.Span> all = Segments.sentences(text.text());
    ObjectNode chosen = Json.object().put(RESPONSE, response);
    if (all.isEmpty()) {
      problems.in(SENTENCE).add(Fault.EMPTY_RESPONSE);
      return chosen;
    }
    int number = Reading.whole(raw.path(SENTENCE), 1, all.size(), problems.in(SENTENCE));
    Segments.Span span = all.get(number - 1);
    if (raw.has("start") && raw.path("start").asInt(-1) != span.start()) {
      problems.in("start").add(Fault.EXACTLY, span.start());
    }
    if (raw.has("end") && raw.path("end").asInt(-1) != span.end()) {
      problems.in("end").add(Fault.EXACTLY, span.end());
    }
    chosen.put(SENTENCE, number).put("start", span.start()).put("end", span.end());
    List<String> reasons = Reading.ids(block, REASONS);
    ArrayNode given = chosen.putArray(REASONS);
    JsonNode sent = raw.has(REASONS) ? raw.path(REASONS) : Json.array();
    Reading.words(sent, reasons, reasons.size(), problems.in(REASONS)).forEach(given::add);
    if (given.isEmpty() && !reasons.isEmpty()) {
      problems.in(REASONS).add(Fault.NAMED_NONE);
    }
    return chosen;
  }
}
