package dev.agon.server.http;

import com.github.jknack.handlebars.ValueResolver;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Lets templates read the components of records and the members of JSON objects, nothing else; what
 * has a word is that word to them.
 */
enum RecordResolver implements ValueResolver {
  INSTANCE;

  private static final ClassValue<Map<String, Method>> COMPONENTS =
      new ClassValue<>() {
        @Override
        protected Map<String, Method> computeValue(Class<?> type) {
          Map<String, Method> found = new HashMap<>();
          for (RecordComponent component : type.getRecordComponents()) {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true);
            found.put(component.getName(), accessor);
          }
          return Map.copyOf(found);
        }
      };

  @Override
  public Object resolve(Object context, String name) {
    return switch (context) {
      case Record record -> component(record, name);
      case JsonObject object -> present(object.getValue(name));
      default -> UNRESOLVED;
    };
  }

  @Override
  public Object resolve(Object context) {
    return context instanceof JsonArray array ? array.getList() : UNRESOLVED;
  }

  @Override
  public Set<Map.Entry<String, Object>> propertySet(Object context) {
    return context instanceof JsonObject object ? object.getMap().entrySet() : Set.of();
  }

  /** What templates see of a record, by name; without components that are null. */
  static Map<String, Object> members(Record record) {
    Map<String, Object> members = new HashMap<>();
    for (String name : COMPONENTS.get(record.getClass()).keySet()) {
      Object value = component(record, name);
      if (value != UNRESOLVED) {
        members.put(name, value);
      }
    }
    return members;
  }

  private static Object component(Record record, String name) {
    Method accessor = COMPONENTS.get(record.getClass()).get(name);
    if (accessor == null) {
      return UNRESOLVED;
    }
    try {
      return present(accessor.invoke(record));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + name + " of " + record.getClass(), e);
    }
  }

  private static Object present(Object value) {
    return switch (value) {
      case null -> UNRESOLVED;
      case JsonArray array -> array.getList();
      case Worded worded -> worded.word();
      default -> value;
    };
  }
}
