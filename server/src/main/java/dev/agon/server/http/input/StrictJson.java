package dev.agon.server.http.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Reads the JSON of a request: one document, every key once, and nothing that could be read in two
 * ways or not be stored (U+0000, halves of surrogate pairs, numbers beyond a double).
 */
final class StrictJson {
  private static final int DEEPEST = 100;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(DEEPEST).maxNumberLength(400).build())
          .build();

  private StrictJson() {}

  /**
   * The object that a document is.
   *
   * @throws HttpProblem 400 when it is anything else, with the field where one is wrong
   */
  static JsonObject object(byte[] document) {
    try (JsonParser parser = FACTORY.createParser(document)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw HttpProblem.malformed("The body is not a JSON object.");
      }
      JsonObject object = object(parser);
      if (parser.nextToken() != null) {
        throw HttpProblem.malformed("The body continues after its JSON object.");
      }
      return object;
    } catch (JsonProcessingException e) {
      throw HttpProblem.malformed("The body is not a JSON object" + reason(e));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it stops being one: what Jackson adds about its source is of no use to the sender. */
  private static String reason(JsonProcessingException e) {
    String message = e.getOriginalMessage();
    if (message != null && message.startsWith("Duplicate field ")) {
      return ": the field " + message.substring("Duplicate field ".length()) + " stands twice.";
    }
    return e.getLocation() == null
        ? "."
        : ": see line %d, character %d."
            .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
  }

  private static JsonObject object(JsonParser parser) throws IOException {
    JsonObject object = new JsonObject();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = storable(parser, parser.currentName());
      parser.nextToken();
      object.put(name, value(parser));
    }
    return object;
  }

  private static JsonArray array(JsonParser parser) throws IOException {
    JsonArray array = new JsonArray();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(parser));
    }
    return array;
  }

  @SuppressWarnings("NullAway") // JSON has a null.
  private static Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> storable(parser, parser.getText());
      case VALUE_NUMBER_INT -> parser.getNumberValue();
      case VALUE_NUMBER_FLOAT -> finite(parser);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }

  private static double finite(JsonParser parser) throws IOException {
    double number = parser.getDoubleValue();
    if (Double.isInfinite(number)) {
      throw HttpProblem.malformed(
          "The number at " + pointer(parser) + " is larger than any that can be kept.");
    }
    return number;
  }

  private static String storable(JsonParser parser, String text) {
    if (text.indexOf('\0') >= 0) {
      throw RequestCheck.noCharacter(pointer(parser));
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw HttpProblem.malformed(
            "The text at " + pointer(parser) + " contains half of a character (a lone surrogate).");
      }
    }
    return text;
  }

  /** {@code answers.t} for {@code /answers/t}, as errors name fields elsewhere. */
  private static String pointer(JsonParser parser) {
    String path = parser.getParsingContext().pathAsPointer().toString();
    return path.isEmpty() ? "the body" : path.substring(1).replace('/', '.');
  }
}
