package dev.agon.question.type;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agon.question.Block;
import dev.agon.question.Json;
import dev.agon.question.Problems;
import dev.agon.question.QuestionType;
import dev.agon.question.Shown;

/**
 * A note on the responses that is written before the prompt is shown (the "naive interpretation" of
 * Stiennon et al. 2020). The answer is {@code {"note": "...", "seconds": 12}}: how long it took.
 */
public final class NoteFirstQuestion implements QuestionType {
  private static final int MOST = 4000;
  private static final int DAY = 86_400;

  @Override
  public String name() {
    return "note-first";
  }

  @Override
  public boolean needsTexts() {
    return false;
  }

  @Override
  public JsonNode read(Block block, Shown shown, JsonNode raw, Problems problems) {
    int least = block.settings().path("least").asInt(1);
    return Json.object()
        .put("note", Reading.text(raw.path("note"), least, MOST, problems.in("note")))
        .put("seconds", Reading.whole(raw.path("seconds"), 0, DAY, problems.in("seconds")));
  }
}
