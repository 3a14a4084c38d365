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
import java.util.List;

/**
 * A response put right, with the type of error of each change (RLHF-V, Yu et al. 2023). The answer
 * is {@code {"response": 1, "text": "...", "edits": [{"start": 0, "end": 3, "replacement": "x",
 * "type": ID}]}}: edits of the text as it was imported, in UTF-16 units, in order and apart from
 * each other; what they make of it is the corrected text. No edits: nothing had to be corrected.
 */
public final class CorrectionQuestion implements QuestionType {
  private static final int LONGEST = 100_000;
  private static final int MOST = 1_000;
  private static final String RESPONSE = "response";
  private static final String EDITS = "edits";
  private static final String TYPES = "types";
  private static final String TEXT = "text";

  @Override
  public String name() {
    return "correction";
  }

  @Override
  public void check(Block block, Problems problems) {
    Reading.checkIds(block, TYPES, problems);
  }

  @Override
  public JsonNode read(Block block, Shown shown, JsonNode raw, Problems problems) {
    int before = problems.count();
    int response = Reading.whole(raw.path(RESPONSE), 1, shown.size(), problems.in(RESPONSE));
    String original = shown.responses().get(response - 1).text();
    String text = Reading.text(raw.path(TEXT), 0, LONGEST, problems.in(TEXT));
    ObjectNode answer = Json.object().put(RESPONSE, response).put(TEXT, text);
    ArrayNode edits = answer.putArray(EDITS);
    Problems at = problems.in(EDITS);
    StringBuilder corrected = new StringBuilder();
    int read = 0;
    int k = 0;
    for (JsonNode edit : Reading.list(raw.path(EDITS), 0, MOST, at)) {
      Problems in = at.in("" + ++k);
      int start = Reading.whole(edit.path("start"), read, original.length(), in.in("start"));
      int end = Reading.whole(edit.path("end"), start, original.length(), in.in("end"));
      String replacement = Reading.text(edit.path("replacement"), 0, LONGEST, in.in("replacement"));
      check(original, new Segments.Span(start, end), replacement, in);
      corrected.append(original, read, start).append(replacement);
      read = end;
      ObjectNode stored = edits.addObject().put("start", start).put("end", end);
      stored.put("replacement", replacement);
      type(block, edit, stored, in);
    }
    corrected.append(original, read, original.length());
    if (problems.count() == before && !corrected.toString().equals(text)) {
      problems.in(TEXT).add(Fault.OTHER_EDITS);
    }
    return answer;
  }

  private static void check(
      String original, Segments.Span span, String replacement, Problems problems) {
    if (!Segments.wholeCharacters(original, span)) {
      problems.add(Fault.CUT_CHARACTER);
    } else if (original.substring(span.start(), span.end()).equals(replacement)) {
      problems.add(Fault.NO_CHANGE);
    }
  }

  private static void type(Block block, JsonNode edit, ObjectNode stored, Problems problems) {
    List<String> types = Reading.ids(block, TYPES);
    if (!types.isEmpty()) {
      stored.put("type", Reading.word(edit.path("type"), types, problems.in("type")));
    }
  }
}
