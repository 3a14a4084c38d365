package dev.agon.question.type;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agon.question.Block;
import dev.agon.question.Fields;
import dev.agon.question.Json;
import dev.agon.question.Problems;
import dev.agon.question.QuestionType;
import dev.agon.question.Shown;
import org.jspecify.annotations.Nullable;

/** A free text. The answer is {@code {"text": "..."}}. */
public final class TextQuestion implements QuestionType {
  private static final String TEXT = "text";
  private static final int MOST = 10_000;

  @Override
  public String name() {
    return TEXT;
  }

  @Override
  public boolean needsTexts() {
    return false;
  }

  private static int least(Block block) {
    return block.settings().path("least").asInt(1);
  }

  private static int most(Block block) {
    return block.settings().path("most").asInt(MOST);
  }

  @Override
  public void check(Block block, Problems problems) {
    if (least(block) > most(block)) {
      problems.add("least", "must not be more than " + most(block));
    }
  }

  @Override
  public JsonNode read(Block block, Shown shown, JsonNode raw, Problems problems) {
    return Json.object()
        .put(TEXT, Reading.text(raw.path(TEXT), least(block), most(block), problems.in(TEXT)));
  }

  @Override
  public @Nullable JsonNode ofFields(Block block, Shown shown, Fields fields) {
    String text = fields.text(TEXT);
    return text.isBlank() ? null : Json.object().put(TEXT, text);
  }
}
