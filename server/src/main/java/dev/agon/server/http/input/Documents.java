package dev.agon.server.http.input;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.jackson.VertxModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;

/**
 * Writes records as JSON: a member a component, in their order and of their names, null where there
 * is no value. A component says where it differs ({@code JsonProperty}, {@code JsonNaming}, {@code
 * JsonInclude} for one that is left out). A number that is not known (NaN) is null, a time is ISO
 * 8601.
 */
public final class Documents {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .visibility(PropertyAccessor.ALL, Visibility.NONE)
          .visibility(PropertyAccessor.FIELD, Visibility.ANY)
          .addModule(new VertxModule())
          .addModule(
              new SimpleModule()
                  .addSerializer(OffsetDateTime.class, ToStringSerializer.instance)
                  .addSerializer(double.class, new Known())
                  .addSerializer(Double.class, new Known()))
          .build();

  private static final class Known extends JsonSerializer<Double> {
    @Override
    public void serialize(Double figure, JsonGenerator json, SerializerProvider all)
        throws IOException {
      if (Double.isFinite(figure)) {
        json.writeNumber(figure);
      } else {
        json.writeNull();
      }
    }
  }

  private Documents() {}

  /** A document as it is sent. */
  public static Buffer bytes(Record document) {
    try {
      return Buffer.buffer(MAPPER.writeValueAsBytes(document));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A document as it stands in a text. */
  public static String text(Record document) {
    try {
      return MAPPER.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A document with a member a line, for people. */
  public static String pretty(Record document) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
