package dev.agon.content;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agon.content.Turn.Kind;
import dev.agon.content.Turn.Part;
import dev.agon.content.Turn.Speaker;
import java.util.ArrayList;
import java.util.List;

/** Reads turns and steps out of JSON. */
final class TranscriptReader {
  private static final int LONGEST_ROLE = 60;

  private TranscriptReader() {}

  static Transcript read(JsonNode json) throws TranscriptException {
    if (!json.isArray() || json.isEmpty()) {
      throw new TranscriptException("", "must be an array of turns or steps");
    }
    if (json.size() > Transcript.MOST) {
      throw new TranscriptException("", "has more than %,d turns".formatted(Transcript.MOST));
    }
    List<Turn> turns = new ArrayList<>();
    for (JsonNode turn : json) {
      turns.add(turn("[" + turns.size() + "]", turn));
    }
    return new Transcript(turns);
  }

  private static Turn turn(String path, JsonNode json) throws TranscriptException {
    if (!json.isObject()) {
      throw new TranscriptException(path, "must be an object with role and content");
    }
    boolean step =
        List.of(Kind.THOUGHT, Kind.ACTION, Kind.OBSERVATION).stream()
            .anyMatch(kind -> json.hasNonNull(kind.word()));
    String role = word(path, json, "role", !step);
    List<Part> parts = new ArrayList<>();
    for (Kind kind : List.of(Kind.THOUGHT, Kind.SAID, Kind.ACTION, Kind.OBSERVATION)) {
      if (json.has(kind.word()) && (!json.get(kind.word()).isNull() || !step)) {
        parts.add(part(path + "." + kind.word(), kind, json.get(kind.word())));
      }
    }
    if (parts.isEmpty()) {
      throw new TranscriptException(path, "has no content");
    }
    Turn turn = new Turn(role, word(path, json, "name", false), parts);
    // What a model is called must not be shown beside what it says.
    return turn.speaker() == Speaker.ASSISTANT ? new Turn(role, "", parts) : turn;
  }

  private static String word(String path, JsonNode json, String member, boolean needed)
      throws TranscriptException {
    JsonNode value = json.path(member);
    if (!value.isMissingNode() && !value.isNull() && !value.isTextual()) {
      throw new TranscriptException(path + "." + member, "must be a text");
    }
    String word = value.asText("").strip();
    if (needed && word.isEmpty()) {
      throw new TranscriptException(path, "has no " + member);
    }
    if (word.length() > LONGEST_ROLE) {
      throw new TranscriptException(
          path + "." + member, "has more than %d characters".formatted(LONGEST_ROLE));
    }
    return word;
  }

  private static Part part(String path, Kind kind, JsonNode value) throws TranscriptException {
    if (kind == Kind.ACTION && !value.isTextual()) {
      return new Part(kind, value.toPrettyString(), true);
    }
    return new Part(kind, text(path, value), false);
  }

  private static String text(String path, JsonNode value) throws TranscriptException {
    if (value.isTextual() || value.isNull()) {
      return value.isNull() ? "" : value.asText();
    }
    if (!value.isArray()) {
      throw new TranscriptException(path, "must be a text");
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode piece : value) {
      if (!piece.path("text").isTextual() || !piece.path("type").asText("text").equals("text")) {
        throw new TranscriptException(path + "[" + texts.size() + "]", "must be a text");
      }
      texts.add(piece.get("text").asText());
    }
    return String.join("\n\n", texts);
  }
}
