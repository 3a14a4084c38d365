package dev.agon.server.http.input;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads what lies within one field of an input; what is wrong with it is noted there. */
public final class Members {
  /** The field of a member of an array that is not an object. */
  public static final String VALUE = "value";

  private Members() {}

  /**
   * Whole numbers by name: of JSON an object, of a form its fields {@code field.<name>}; empty form
   * fields are left out.
   */
  public static Map<String, Integer> numbers(
      Input input, String field, int most, int least, int greatest) {
    JsonObject fields = input.fieldsOfAnyType();
    Object value = fields.getValue(field);
    Map<String, Object> sent = new LinkedHashMap<>();
    if (value instanceof JsonObject object) {
      sent.putAll(object.getMap());
    } else if (value != null) {
      input.refuse(field, "must be an object");
    }
    if (input.isForm()) {
      fields.stream()
          .filter(entry -> entry.getKey().startsWith(field + "."))
          .forEach(e -> sent.put(e.getKey().substring(field.length() + 1), e.getValue()));
    }
    Map<String, Integer> numbers = new LinkedHashMap<>();
    if (sent.size() > most) {
      input.refuse(field, "must hold at most " + most + " numbers");
      return numbers;
    }
    Input inner = input.within(new JsonObject(sent));
    for (String name : sent.keySet()) {
      Integer number = inner.optionalNumber(name, least, greatest);
      if (number != null) {
        numbers.put(name, number);
      }
    }
    input.take(inner, name -> field + "." + name);
    return numbers;
  }

  /** The objects of a JSON array; of an absent one none. */
  public static List<JsonObject> objects(Input input, String field, int most) {
    Object value = input.fieldsOfAnyType().getValue(field);
    List<JsonObject> objects = new ArrayList<>();
    if (value == null) {
      return objects;
    }
    if (value instanceof JsonArray array && array.size() <= most) {
      for (Object item : array) {
        if (item instanceof JsonObject object) {
          objects.add(object);
        }
      }
      if (objects.size() == array.size()) {
        return objects;
      }
    }
    input.refuse(field, "must be a list of at most " + most + " objects");
    return List.of();
  }

  /**
   * Reads the members of a JSON array of 1 to {@code most}: each an input of its own, with the
   * member's fields, or with the field {@link #VALUE} where the member is not an object.
   */
  public static <T> List<T> each(Input input, String field, int most, Function<Input, T> read) {
    if (!(input.fieldsOfAnyType().getValue(field) instanceof JsonArray array)
        || array.isEmpty()
        || array.size() > most) {
      input.refuse(field, "must be a list of 1 to " + most);
      return List.of();
    }
    List<T> all = new ArrayList<>(array.size());
    for (int k = 0; k < array.size(); k++) {
      String place = field + "[" + k + "]";
      Input inner =
          input.within(
              array.getValue(k) instanceof JsonObject object
                  ? object
                  : new JsonObject().put(VALUE, array.getValue(k)));
      all.add(read.apply(inner));
      input.take(inner, name -> name.equals(VALUE) ? place : place + "." + name);
    }
    return all;
  }
}
