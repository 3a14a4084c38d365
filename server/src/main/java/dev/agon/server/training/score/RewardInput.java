package dev.agon.server.training.score;

import dev.agon.server.http.input.Input;
import dev.agon.server.http.input.Members;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the bodies of requests for rewards; what is wrong is named by its field. */
final class RewardInput {
  private static final int LONGEST_TEXT = 200_000;
  private static final int LARGEST_PENALTY = 1_000_000;
  private static final String PROMOTED = "\"promoted\"";
  private static final String NUMBER = "[1-9][0-9]{0,8}";

  private RewardInput() {}

  /**
   * Which version is meant.
   *
   * @param number null for the promoted one
   */
  record Version(@Nullable Integer number) {}

  /** A request for rewards. */
  record Items(String study, Version version, List<ScoreRequest.Item> items) {}

  /** Reads {@code {"study", "version", "items": [{"prompt", "response"}]}}. */
  static Items items(@Nullable Buffer buffer) {
    Input input = Input.document(buffer);
    input.known("items", "study", "version");
    String study = needed(input, "study");
    Version version = version(input);
    List<ScoreRequest.Item> items =
        Members.each(input, "items", ScoreRequest.MOST_ITEMS, RewardInput::item);
    input.check();
    return new Items(study, version, items);
  }

  /**
   * Reads {@code {"study", "version", "prompt", "candidates", "k", "criterion", "length_penalty"}}.
   */
  static BestOfN.Request candidates(@Nullable Buffer buffer) {
    Input input = Input.document(buffer);
    input.known("candidates", "criterion", "k", "length_penalty", "prompt", "study", "version");
    String study = needed(input, "study");
    Version version = version(input);
    String prompt = orEmpty(input.exactText("prompt", LONGEST_TEXT));
    List<ScoreRequest.Item> items =
        Members.each(
            input,
            "candidates",
            ScoreRequest.MOST_ITEMS,
            one -> new ScoreRequest.Item(prompt, needed(one, Members.VALUE)));
    int top = input.number("k", 1, 1, ScoreRequest.MOST_ITEMS);
    @Nullable String criterion = input.exactText("criterion", LONGEST_TEXT);
    double penalty = input.decimal("length_penalty", 0, 0, LARGEST_PENALTY);
    input.check();
    return new BestOfN.Request(study, version, items, criterion, top, penalty);
  }

  private static ScoreRequest.Item item(Input input) {
    if (input.has(Members.VALUE)) {
      input.refuse(Members.VALUE, "must be an object with prompt and response");
      return new ScoreRequest.Item("", "");
    }
    input.known("prompt", "response");
    return new ScoreRequest.Item(
        orEmpty(input.exactText("prompt", LONGEST_TEXT)), needed(input, "response"));
  }

  private static String needed(Input input, String field) {
    if (!input.has(field) || input.json(field).equals("null")) {
      input.refuse(field, "is needed");
    }
    return orEmpty(input.exactText(field, LONGEST_TEXT));
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static Version version(Input input) {
    String version = input.json("version");
    if (version.equals("null") || version.equals(PROMOTED)) {
      return new Version(null);
    }
    if (!version.matches(NUMBER)) {
      input.refuse("version", "must be a version's number or \"promoted\"");
      return new Version(null);
    }
    return new Version(Integer.valueOf(version));
  }
}
