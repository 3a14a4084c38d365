package dev.agon.server.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.agon.question.Json;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where reward models lie, and which servers may be asked for vectors.
 *
 * @param folder the files of models; trainers and scorers must see the same one
 * @param endpoints with different names
 */
public record ModelsConfig(Path folder, List<EncoderEndpoint> endpoints) {
  private static final int BATCH = 64;
  private static final int TIMEOUT_SECONDS = 30;
  private static final int RETRIES = 4;
  private static final Set<String> FIELDS =
      Set.of(
          "name",
          "base_url",
          "model",
          "dimension",
          "key_environment",
          "batch",
          "timeout_seconds",
          "retries");

  /** Checks that no name is given twice. */
  public ModelsConfig {
    endpoints = List.copyOf(endpoints);
    Set<String> names = new HashSet<>();
    for (EncoderEndpoint endpoint : endpoints) {
      if (!names.add(endpoint.name())) {
        throw new IllegalArgumentException("two encoders are called '" + endpoint.name() + "'");
      }
    }
  }

  /** In the data folder of the installation, without endpoints. */
  public static ModelsConfig defaults() {
    return new ModelsConfig(
        Path.of(System.getProperty("agon.home", "."), ".agon", "models"), List.of());
  }

  /**
   * Models below a data folder, with the endpoints of a configuration file.
   *
   * @param file JSON like {@code {"encoders": [{"name", "base_url", "model", "dimension",
   *     "key_environment"}]}}; null for no endpoints
   * @throws IllegalArgumentException if the file cannot be read or a field is wrong, by name
   */
  public static ModelsConfig of(Path dataFolder, @Nullable Path file) {
    return new ModelsConfig(
        dataFolder.resolve("models"), file == null ? List.of() : endpoints(file));
  }

  private static List<EncoderEndpoint> endpoints(Path file) {
    try {
      // Read strictly first: a name that stands twice is a mistake, whichever was meant.
      String text = Json.parse(Files.readString(file)).toString();
      JsonArray encoders = new JsonObject(text).getJsonArray("encoders");
      if (encoders == null) {
        throw new IllegalArgumentException("there is no list 'encoders'");
      }
      List<EncoderEndpoint> endpoints = new ArrayList<>();
      for (int i = 0; i < encoders.size(); i++) {
        endpoints.add(endpoint(i, encoders.getValue(i)));
      }
      return endpoints;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          file + " is not as described: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read the configuration " + file, e);
    } catch (DecodeException | ClassCastException e) {
      throw new IllegalArgumentException(file + " is not as described: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  private static EncoderEndpoint endpoint(int index, Object entry) {
    String at = "encoders[" + index + "]: ";
    if (!(entry instanceof JsonObject json)) {
      throw new IllegalArgumentException(at + "must be an object");
    }
    for (String field : json.fieldNames()) {
      if (!FIELDS.contains(field)) {
        throw new IllegalArgumentException(
            at
                + (field.contains("key")
                    ? "a key is never written here"
                    : "no field '" + field + "'"));
      }
    }
    try {
      return new EncoderEndpoint(
          text(json, "name"),
          URI.create(text(json, "base_url")),
          text(json, "model"),
          number(json, "dimension", null),
          json.getString("key_environment"),
          number(json, "batch", BATCH),
          Duration.ofSeconds(number(json, "timeout_seconds", TIMEOUT_SECONDS)),
          number(json, "retries", RETRIES));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(at + e.getMessage(), e);
    }
  }

  private static String text(JsonObject json, String field) {
    if (json.getValue(field) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException(field + " is needed");
  }

  private static int number(JsonObject json, String field, @Nullable Integer otherwise) {
    Object value = json.getValue(field);
    if (value instanceof Integer number) {
      return number;
    }
    if (value == null && otherwise != null) {
      return otherwise;
    }
    throw new IllegalArgumentException(field + " must be a whole number");
  }
}
