package dev.agon.content;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Turns or steps in order.
 *
 * @param turns at least one, at most {@link #MOST}
 */
public record Transcript(List<Turn> turns) {
  /** Turns of one prompt or response. */
  public static final int MOST = 2_000;

  /** Keeps a copy of the turns. */
  public Transcript {
    turns = List.copyOf(turns);
  }

  /**
   * Reads an array of turns {@code {"role", "content", "name"}} and steps {@code {"thought",
   * "action", "observation"}}. Content is a text, null, or an array of {@code {"type": "text",
   * "text"}}; an action may be any JSON. Other members mean nothing here.
   *
   * @throws TranscriptException naming the first thing that is wrong
   */
  public static Transcript of(JsonNode turns) throws TranscriptException {
    return TranscriptReader.read(turns);
  }

  /**
   * The turns of a text that is a dialogue: {@code Human: ... Assistant: ...} with blank lines
   * between, or {@code <|im_start|>user ... <|im_end|>}. Null for every other text.
   */
  public static @Nullable Transcript inText(String text) {
    return DialogueText.read(text);
  }

  /**
   * The same as one text, by which it is known wherever a text is wanted: positions of passages
   * count in it, encoders read it. It depends on nothing but the turns.
   */
  public String text() {
    return turns.stream().map(Turn::text).collect(Collectors.joining("\n\n"));
  }
}
