package dev.agon.reward.pairs;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;

/**
 * Writes numbers that are not known (NaN) or not finite as null in JSON, which has no word for
 * them, and reads null as NaN. A number that is missing altogether is still an error.
 */
public final class KnownNumbers extends SimpleModule {
  private static final long serialVersionUID = 1;

  /** For numbers of type {@code double}. */
  public KnownNumbers() {
    addSerializer(Double.class, new Writing());
    addSerializer(double.class, new Writing());
    addDeserializer(double.class, new Reading());
  }

  private static final class Writing extends StdSerializer<Double> {
    private static final long serialVersionUID = 1;

    Writing() {
      super(Double.class);
    }

    @Override
    public void serialize(Double value, JsonGenerator to, SerializerProvider provider)
        throws IOException {
      if (Double.isFinite(value)) {
        to.writeNumber(value);
      } else {
        to.writeNull();
      }
    }
  }

  private static final class Reading extends StdDeserializer<Double> {
    private static final long serialVersionUID = 1;

    Reading() {
      super(double.class);
    }

    @Override
    public Double deserialize(JsonParser from, DeserializationContext context) throws IOException {
      return _parseDoublePrimitive(from, context);
    }

    @Override
    public Double getNullValue(DeserializationContext context) {
      return Double.NaN;
    }

    @Override
    public Object getAbsentValue(DeserializationContext context) throws JsonMappingException {
      return context.reportInputMismatch(this, "a number is missing");
    }
  }
}
