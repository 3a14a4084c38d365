package dev.agon.cli.demo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;

/** What the API answers to a draw or a vote. */
sealed interface Answer {

  /** Done; the annotator now holds these assignments, the current one first. */
  record Held(State state, List<PairToJudge> assignments) implements Answer {}

  /** The place is no longer the annotator's, or another revision stands: draw anew. */
  record Lost() implements Answer {}

  /** The API will not serve this annotator. */
  record Refused(int status, String reason) implements Answer {}

  /** Whether there is something to judge. */
  enum State {
    ASSIGNED,
    NONE_RIGHT_NOW,
    FINISHED,
    NOT_ELIGIBLE,
    PAUSED
  }

  /**
   * Reads the body of a success.
   *
   * @throws IllegalArgumentException when the state is none that is known
   */
  static Held held(JsonObject json) {
    State state = State.valueOf(json.getString("state", "").toUpperCase(Locale.ROOT));
    List<PairToJudge> assignments =
        json.getJsonArray("assignments", new JsonArray()).stream()
            .map(each -> PairToJudge.fromJson((JsonObject) each))
            .toList();
    return new Held(state, assignments);
  }
}
