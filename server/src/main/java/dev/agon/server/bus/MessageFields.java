package dev.agon.server.bus;

import io.vertx.core.json.JsonObject;

/** Typed reading of message bodies. */
final class MessageFields {
  private MessageFields() {}

  static long number(JsonObject json, String field) {
    if (json.getValue(field) instanceof Number number) {
      return number.longValue();
    }
    throw new IllegalArgumentException("message without the number '" + field + "': " + json);
  }

  static String text(JsonObject json, String field) {
    if (json.getValue(field) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("message without the text '" + field + "': " + json);
  }
}
