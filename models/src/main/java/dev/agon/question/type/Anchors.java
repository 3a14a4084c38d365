package dev.agon.question.type;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agon.question.Block;
import dev.agon.question.Problems;

/** The setting of a scale: {@code "points": 5, "anchors": {"1": "Very bad", "5": "Very good"}}. */
final class Anchors {
  private static final int POINTS = 5;

  private Anchors() {}

  static int points(Block block) {
    return block.settings().path("points").asInt(POINTS);
  }

  /** Notes anchors of points that there are not. */
  static void check(Block block, Problems problems) {
    JsonNode anchors = block.settings().path("anchors");
    for (var entry : anchors.properties()) {
      if (!entry.getKey().matches("[0-9]{1,2}")
          || Integer.parseInt(entry.getKey()) < 1
          || Integer.parseInt(entry.getKey()) > points(block)) {
        problems.add("anchors." + entry.getKey(), "is not a point from 1 to " + points(block));
      }
    }
  }
}
