package dev.agon.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agon.content.Transcript;
import dev.agon.content.TranscriptException;
import dev.agon.content.Turn;
import java.util.List;

/**
 * Turns of a dialogue as texts for models.
 *
 * @param turns in order; may be empty
 */
public record Turns(List<Turn> turns) {
  /** Keeps a copy of the turns. */
  public Turns {
    turns = List.copyOf(turns);
  }

  /**
   * Reads an array of turns.
   *
   * @throws TranscriptException naming the first thing that is wrong
   */
  public static Turns of(JsonNode array) throws TranscriptException {
    return new Turns(Transcript.of(array).turns());
  }

  /** What was said: the one turn's text alone, several with who spoke before each. */
  public String said() {
    if (turns.isEmpty()) {
      return "";
    }
    if (turns.size() > 1 || turns.getFirst().isStep()) {
      return new Transcript(turns).text();
    }
    return words(turns.getFirst());
  }

  /** What the first user said; empty when nobody did. */
  public String firstUserTurn() {
    return turns.stream()
        .filter(turn -> turn.speaker() == Turn.Speaker.USER)
        .map(Turns::words)
        .findFirst()
        .orElse("");
  }

  /** How often users speak. */
  public int userTurns() {
    return (int) turns.stream().filter(turn -> turn.speaker() == Turn.Speaker.USER).count();
  }

  /** How many turns both begin with. */
  public int shared(Turns other) {
    int same = 0;
    int most = Math.min(turns.size(), other.turns.size());
    while (same < most && turns.get(same).equals(other.turns.get(same))) {
      same++;
    }
    return same;
  }

  /** The turns from one on. */
  public Turns from(int first) {
    return new Turns(turns.subList(first, turns.size()));
  }

  /** The first turns. */
  public Turns until(int end) {
    return new Turns(turns.subList(0, end));
  }

  private static String words(Turn turn) {
    return String.join("\n", turn.parts().stream().map(Turn.Part::text).toList());
  }
}
