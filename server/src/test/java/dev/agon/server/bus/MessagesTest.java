package dev.agon.server.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class MessagesTest {
  @Test
  void every_message_survives_the_wire() {
    var recorded = new VotesRecorded(7);
    var batch = new RankBatch(3, 7, 10, 4_000_000_000L);
    var updated = new LeaderboardUpdated(7, 4_000_000_000L);

    assertThat(VotesRecorded.fromJson(wire(recorded.toJson()))).isEqualTo(recorded);
    assertThat(RankBatch.fromJson(wire(batch.toJson()))).isEqualTo(batch);
    assertThat(LeaderboardUpdated.fromJson(wire(updated.toJson()))).isEqualTo(updated);
  }

  @Test
  void a_message_without_a_field_is_refused_by_name() {
    assertThatThrownBy(() -> VotesRecorded.fromJson(new JsonObject().put("study", "one")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'study'");
    assertThatThrownBy(() -> LeaderboardUpdated.fromJson(new JsonObject().put("study", 1)))
        .hasMessageContaining("'watermark'");
  }

  @Test
  void an_empty_batch_is_refused() {
    assertThatThrownBy(() -> new RankBatch(1, 1, 5, 5)).hasMessageContaining("(5, 5]");
  }

  private static JsonObject wire(JsonObject json) {
    return new JsonObject(json.toBuffer());
  }
}
