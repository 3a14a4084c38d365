package dev.agon.cli.demo;

import dev.agon.preference.Outcome;
import dev.agon.simulation.Decision;
import dev.agon.simulation.SimulatedAnnotator;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** A simulated annotator at the API: its token, and what it looks at. */
final class CrowdMember {
  private final int number;
  private final String bearer;
  private final SimulatedAnnotator annotator;

  CrowdMember(int number, String bearer, SimulatedAnnotator annotator) {
    this.number = number;
    this.bearer = bearer;
    this.annotator = annotator;
  }

  /** What a member looks at, and since when (nanoseconds). */
  record Looking(CrowdMember member, PairToJudge assignment, long since) {

    /** Makes up the member's mind: the body of its vote. */
    JsonObject decide(long now) {
      Decision decision = member.annotator.decide(assignment.first(), assignment.second());
      long shown = Duration.ofNanos(now - since).toMillis();
      return new JsonObject()
          .put("assignment", assignment.token())
          .put("replaces", assignment.revision())
          .put("choice", choice(decision.outcome()))
          .put("shown_ms_ago", shown)
          .put("active_ms", Math.min(shown, decision.reading().toMillis()));
    }
  }

  /** This member's place in the crowd, from 1. */
  int number() {
    return number;
  }

  String bearer() {
    return bearer;
  }

  private static String choice(Outcome outcome) {
    return switch (outcome) {
      case FIRST -> "first";
      case SECOND -> "second";
      case TIE -> "tie";
      case BOTH_BAD -> "both_bad";
    };
  }
}
