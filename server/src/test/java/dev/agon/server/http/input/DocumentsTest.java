package dev.agon.server.http.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DocumentsTest {
  @JsonNaming(SnakeCaseStrategy.class)
  private record Row(String theName, double low, @Nullable Double high, @Nullable String none) {
    @SuppressWarnings("unused") // Only components are members.
    boolean isLarge() {
      return true;
    }

    @SuppressWarnings("unused")
    String getMore() {
      return "more";
    }
  }

  private record Parts(
      int first,
      @JsonUnwrapped @Nullable Row row,
      @JsonInclude(Include.NON_NULL) @Nullable String said) {}

  private record Times(Instant instant, OffsetDateTime time, UUID id, JsonObject json) {}

  @Test
  void a_member_a_component_in_their_order_and_nothing_else() {
    assertThat(Documents.text(new Row("ä<\"", 0.5, 1e-7, null)))
        .isEqualTo("{\"the_name\":\"ä<\\\"\",\"low\":0.5,\"high\":1.0E-7,\"none\":null}");
  }

  @Test
  void a_number_that_is_not_known_is_null() {
    assertThat(Documents.text(new Row("n", Double.NaN, Double.POSITIVE_INFINITY, "")))
        .isEqualTo("{\"the_name\":\"n\",\"low\":null,\"high\":null,\"none\":\"\"}");
  }

  @Test
  void parts_stand_in_their_place_or_are_left_out() {
    assertThat(Documents.text(new Parts(1, new Row("n", 2, null, null), "s")))
        .isEqualTo(
            "{\"first\":1,\"the_name\":\"n\",\"low\":2.0,\"high\":null,\"none\":null,\"said\":\"s\"}");
    assertThat(Documents.text(new Parts(1, null, null))).isEqualTo("{\"first\":1}");
  }

  @Test
  void times_ids_and_stored_json_are_written_as_they_read() {
    Times times =
        new Times(
            Instant.parse("2026-11-21T09:30:15.123Z"),
            OffsetDateTime.parse("2026-11-21T09:30:15Z"),
            new UUID(0, 1),
            new JsonObject().put("b", 1).put("a", List.of()));

    assertThat(Documents.bytes(times).toString())
        .isEqualTo(
            "{\"instant\":\"2026-11-21T09:30:15.123Z\",\"time\":\"2026-11-21T09:30:15Z\","
                + "\"id\":\"00000000-0000-0000-0000-000000000001\",\"json\":{\"b\":1,\"a\":[]}}");
  }

  @Test
  void a_problem_has_its_fields_and_then_what_it_has_besides_in_order() {
    assertThat(
            Documents.text(
                HttpProblem.invalid("name", "is long").with("b", 1).with("a", "x").document()))
        .endsWith(
            "\"code\":\"invalid\",\"errors\":[{\"field\":\"name\",\"message\":\"is long\"}],"
                + "\"b\":1,\"a\":\"x\"}");
    assertThat(Documents.text(HttpProblem.notFound().document()))
        .endsWith("\"code\":\"not-found\"}");
  }
}
