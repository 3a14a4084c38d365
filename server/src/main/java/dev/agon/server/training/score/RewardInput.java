package dev.agon.server.training.score;

import dev.agon.server.http.input.HttpProblem;
import dev.agon.server.http.input.Input;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the bodies of requests for rewards; what is wrong is named by its field. */
final class RewardInput {
  private static final int LONGEST_TEXT = 200_000;
  private static final int MOST_ERRORS = 20;
  private static final double LARGEST_PENALTY = 1_000_000;
  private static final String PROMOTED = "promoted";

  private final JsonObject body;
  private final List<HttpProblem.Field> errors = new ArrayList<>();

  private RewardInput(Buffer buffer, Set<String> known) {
    this.body = Input.document(buffer);
    for (String field : body.fieldNames()) {
      if (!known.contains(field)) {
        refuse(
            field,
            "is not known; known are " + String.join(", ", known.stream().sorted().toList()));
      }
    }
  }

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
    RewardInput input = new RewardInput(given(buffer), Set.of("study", "version", "items"));
    String study = input.text(input.body, "study", "study");
    Version version = input.version();
    List<ScoreRequest.Item> items = new ArrayList<>();
    JsonArray array = input.array("items");
    for (int i = 0; i < array.size(); i++) {
      items.add(input.item(i, array.getValue(i)));
    }
    input.check();
    return new Items(study, version, items);
  }

  /**
   * Reads {@code {"study", "version", "prompt", "candidates", "k", "criterion", "length_penalty"}}.
   */
  static BestOfN.Request candidates(@Nullable Buffer buffer) {
    RewardInput input =
        new RewardInput(
            given(buffer),
            Set.of("study", "version", "prompt", "candidates", "k", "criterion", "length_penalty"));
    String study = input.text(input.body, "study", "study");
    Version version = input.version();
    String prompt = input.optionalText(input.body, "prompt", "prompt");
    List<ScoreRequest.Item> items = new ArrayList<>();
    JsonArray array = input.array("candidates");
    for (int i = 0; i < array.size(); i++) {
      items.add(
          new ScoreRequest.Item(prompt, input.checked("candidates[" + i + "]", array.getValue(i))));
    }
    int top = input.number("k", 1, 1, ScoreRequest.MOST_ITEMS);
    @Nullable String criterion =
        input.body.getValue("criterion") == null
            ? null
            : input.text(input.body, "criterion", "criterion");
    double penalty = input.penalty();
    input.check();
    return new BestOfN.Request(study, version, items, criterion, top, penalty);
  }

  private static Buffer given(@Nullable Buffer buffer) {
    return buffer == null ? Buffer.buffer() : buffer;
  }

  private void refuse(String field, String message) {
    if (errors.size() < MOST_ERRORS) {
      errors.add(new HttpProblem.Field(field, message));
    }
  }

  private void check() {
    if (!errors.isEmpty()) {
      throw HttpProblem.invalid(errors);
    }
  }

  private ScoreRequest.Item item(int index, @Nullable Object value) {
    String at = "items[" + index + "]";
    if (!(value instanceof JsonObject item)) {
      refuse(at, "must be an object with prompt and response");
      return new ScoreRequest.Item("", "");
    }
    for (String field : item.fieldNames()) {
      if (!field.equals("prompt") && !field.equals("response")) {
        refuse(at + "." + field, "is not known; known are prompt, response");
      }
    }
    return new ScoreRequest.Item(
        optionalText(item, "prompt", at + ".prompt"), text(item, "response", at + ".response"));
  }

  private Version version() {
    Object value = body.getValue("version");
    if (value == null || value.equals(PROMOTED)) {
      return new Version(null);
    }
    if (value instanceof Integer number && number >= 1) {
      return new Version(number);
    }
    refuse("version", "must be a version's number or \"promoted\"");
    return new Version(null);
  }

  private String text(JsonObject object, String field, String at) {
    Object value = object.getValue(field);
    if (value == null) {
      refuse(at, "is needed");
      return "";
    }
    return checked(at, value);
  }

  private String optionalText(JsonObject object, String field, String at) {
    Object value = object.getValue(field);
    return value == null ? "" : checked(at, value);
  }

  private String checked(String at, @Nullable Object value) {
    if (!(value instanceof String text)) {
      refuse(at, "must be a text");
      return "";
    }
    if (text.length() > LONGEST_TEXT) {
      refuse(at, "must have at most " + LONGEST_TEXT + " characters");
    } else if (text.indexOf('\u0000') >= 0) {
      refuse(at, "must not contain the character U+0000");
    }
    return text;
  }

  private JsonArray array(String field) {
    if (body.getValue(field) instanceof JsonArray array
        && !array.isEmpty()
        && array.size() <= ScoreRequest.MOST_ITEMS) {
      return array;
    }
    refuse(field, "must be a list of 1 to " + ScoreRequest.MOST_ITEMS);
    return new JsonArray();
  }

  private int number(String field, int otherwise, int least, int most) {
    Object value = body.getValue(field);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Integer number && number >= least && number <= most) {
      return number;
    }
    refuse(field, "must be a whole number from " + least + " to " + most);
    return otherwise;
  }

  private double penalty() {
    Object value = body.getValue("length_penalty");
    if (value == null) {
      return 0;
    }
    if (value instanceof Number number
        && number.doubleValue() >= 0
        && number.doubleValue() <= LARGEST_PENALTY) {
      return number.doubleValue();
    }
    refuse("length_penalty", "must be a number from 0 to 1000000");
    return 0;
  }
}
