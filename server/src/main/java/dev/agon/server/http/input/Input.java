package dev.agon.server.http.input;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a request's body, JSON or form. Readers note what is wrong with a field and answer
 * a stand-in; {@link #check()} refuses the request with all of it.
 */
public final class Input {
  private static final UUID NO_UUID = new UUID(0, 0);

  /** More mistakes than these are not told. */
  private static final int MOST_ERRORS = 20;

  /** The fields of a JSON body, which is read once. */
  private static final String JSON = "agon.json";

  private final MultiMap headers;
  private final JsonObject json;
  private final boolean form;
  private final MultiMap attributes;
  private final List<HttpProblem.Field> errors = new ArrayList<>();

  private Input(MultiMap headers, JsonObject json, @Nullable MultiMap attributes) {
    this.headers = headers;
    this.json = json;
    this.form = attributes != null;
    this.attributes = attributes == null ? MultiMap.caseInsensitiveMultiMap() : attributes;
  }

  /** Reads the body; an empty one has no fields. */
  public static Input of(RoutingContext context) {
    MultiMap headers = context.request().headers();
    String type = headers.get("Content-Type");
    if (type != null
        && (type.startsWith("application/x-www-form-urlencoded")
            || type.startsWith("multipart/form-data"))) {
      JsonObject fields = new JsonObject();
      context
          .request()
          .formAttributes()
          .forEach(entry -> fields.put(entry.getKey(), entry.getValue()));
      return new Input(headers, fields, context.request().formAttributes());
    }
    JsonObject read = context.get(JSON);
    if (read == null) {
      boolean empty = context.body() == null || context.body().length() <= 0;
      read = empty ? new JsonObject() : StrictJson.object(context.body().buffer().getBytes());
      context.put(JSON, read);
    }
    return new Input(headers, read, null);
  }

  /**
   * A whole body of JSON, for those who read large ones away from the event loop.
   *
   * @throws HttpProblem 400 when it is not an object
   */
  public static Input document(@Nullable Buffer body) {
    byte[] bytes = body == null ? new byte[0] : body.getBytes();
    return new Input(MultiMap.caseInsensitiveMultiMap(), StrictJson.object(bytes), null);
  }

  /** Refuses fields that nobody knows. */
  public void known(String... fields) {
    for (String field : json.fieldNames()) {
      if (!List.of(fields).contains(field)) {
        refuse(field, "is not known; known are " + String.join(", ", fields));
      }
    }
  }

  /** Fields that lie within one of these, as members of an object or an array do. */
  Input within(JsonObject fields) {
    return new Input(headers, fields, form ? attributes : null);
  }

  /** Notes what is wrong with fields that lie within one of these. */
  void take(Input inner, UnaryOperator<String> name) {
    for (HttpProblem.Field error : inner.errors) {
      errors.add(new HttpProblem.Field(name.apply(error.field()), error.message(), error.text()));
    }
  }

  /** The fields as they came. */
  JsonObject fieldsOfAnyType() {
    return json;
  }

  /** Whether a plain form sent it, which wants a page as its answer. */
  public boolean isForm() {
    return form;
  }

  /** Refuses the request when any field read so far is wrong. */
  public void check() {
    if (!errors.isEmpty()) {
      throw HttpProblem.invalid(errors.subList(0, Math.min(errors.size(), MOST_ERRORS)));
    }
  }

  /** Notes that a field is wrong, in English only: people who use our pages never see it. */
  public void refuse(String field, String message) {
    errors.add(new HttpProblem.Field(field, message));
  }

  /** Notes that a field is wrong; {@code key} is that of the message in the reader's language. */
  public void refuse(String field, String message, String key, Object... named) {
    errors.add(new HttpProblem.Field(field, message, new HttpProblem.Text(key, List.of(named))));
  }

  /** A text of 1 to {@code limit} characters, without outer blanks. */
  public String text(String field, int limit) {
    String text = optionalText(field, limit);
    if (text == null) {
      refuse(field, "is needed", "fault.needed");
      return "";
    }
    return text;
  }

  /** A text of at most {@code limit} characters, null when it is absent or blank. */
  public @Nullable String optionalText(String field, int limit) {
    String text = exactText(field, limit);
    return text == null || text.isBlank() ? null : text.strip();
  }

  /** A text of at most {@code limit} characters with its blanks, null when it is absent. */
  public @Nullable String exactText(String field, int limit) {
    Object value = json.getValue(field);
    if (value == null) {
      return null;
    }
    if (!(value instanceof String text)) {
      refuse(field, "must be a text", "fault.text");
      return null;
    }
    if (text.length() > limit) {
      refuse(field, "must have at most " + limit + " characters", "fault.too-long", limit);
      return null;
    }
    return text;
  }

  /** A number within bounds; {@code otherwise} when absent. */
  public double decimal(String field, double otherwise, int least, int most) {
    Object value = json.getValue(field);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Number number
        && number.doubleValue() >= least
        && number.doubleValue() <= most) {
      return number.doubleValue();
    }
    refuse(field, "must be a number from " + least + " to " + most);
    return otherwise;
  }

  /** A whole number within bounds; {@code otherwise} when absent. */
  public int number(String field, int otherwise, int least, int most) {
    Integer number = optionalNumber(field, least, most);
    return number == null ? otherwise : number;
  }

  /** A whole number within bounds, null when it is absent or an empty form field. */
  public @Nullable Integer optionalNumber(String field, int least, int most) {
    Object value = json.getValue(field);
    if (value == null || (form && value.equals(""))) {
      return null;
    }
    try {
      long number =
          form
              ? Long.parseLong(value.toString().strip())
              : value instanceof Integer || value instanceof Long
                  ? ((Number) value).longValue()
                  : Long.parseLong("not a number");
      if (number >= least && number <= most) {
        return (int) number;
      }
    } catch (NumberFormatException e) {
      // Falls through to the one message for both mistakes.
    }
    String message = "must be a whole number from " + least + " to " + most;
    refuse(field, message, "fault.whole-number", least, most);
    return null;
  }

  /** True or false; false when absent. Forms send "true" or "on". */
  public boolean flag(String field) {
    Object value = json.getValue(field);
    if (value == null) {
      return false;
    }
    if (value instanceof Boolean flag) {
      return flag;
    }
    if (form) {
      return value.equals("true") || value.equals("on");
    }
    refuse(field, "must be true or false", "fault.true-or-false");
    return false;
  }

  /** A UUID that must be there. */
  public UUID uuid(String field) {
    UUID uuid = optionalUuid(field);
    if (uuid == null && errors.stream().noneMatch(e -> e.field().equals(field))) {
      refuse(field, "is needed", "fault.needed");
    }
    return uuid == null ? NO_UUID : uuid;
  }

  /** A UUID, null when it is absent. */
  public @Nullable UUID optionalUuid(String field) {
    String text = optionalText(field, 64);
    if (text == null) {
      return null;
    }
    UUID uuid = parseUuid(text);
    if (uuid == null) {
      refuse(field, "must be a UUID");
    }
    return uuid;
  }

  /** The UUID that a text writes in full, else null. */
  public static @Nullable UUID parseUuid(@Nullable String text) {
    if (text == null || text.length() != 36) {
      return null;
    }
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** A JSON object that can be stored, null when it is absent. */
  public @Nullable JsonObject object(String field) {
    Object value = json.getValue(field);
    if (value instanceof JsonObject object) {
      return object;
    }
    if (value != null) {
      refuse(field, "must be an object");
    }
    return null;
  }

  /** Reads one of some words; refuses others by naming them. */
  public <T> @Nullable T word(String field, Function<String, @Nullable T> known, String words) {
    String text = optionalText(field, 64);
    if (text == null) {
      return null;
    }
    T value = known.apply(text);
    if (value == null) {
      refuse(field, "must be one of " + words, "fault.one-of", words);
    }
    return value;
  }

  /** All values of a plain form's field, in order; of a JSON body none. */
  public List<String> all(String field) {
    return attributes.getAll(field);
  }

  /** The names of a plain form's fields; of a JSON body none. */
  public Set<String> fields() {
    return attributes.names();
  }

  /** The names of all fields, of JSON or of a form. */
  Set<String> names() {
    return json.fieldNames();
  }

  /** A field as a JSON text, {@code null} when it is absent. */
  public String json(String field) {
    return Json.encode(json.getValue(field));
  }

  /** A header of the request, null when it is absent. */
  public @Nullable String header(String name) {
    return headers.get(name);
  }

  /** Whether the body has the field at all. */
  public boolean has(String field) {
    return json.containsKey(field);
  }
}
