package dev.agon.server.training.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CardViewTest {
  private static JsonObject judgement(@Nullable Object low, @Nullable Object high) {
    JsonObject lead = new JsonObject().put("value", 0.1).put("low", low).put("high", high);
    return new JsonObject().put("advantage", new JsonObject().put("constant", lead));
  }

  @Test
  void a_version_is_clearly_worse_where_its_whole_interval_says_so_and_undecided_between() {
    JsonObject worse = judgement(-0.073, -0.009);
    assertThat(CardView.worseThan(worse)).containsExactly("constant");
    assertThat(CardView.undecided(worse)).isEmpty();
    JsonObject between = judgement(-0.01, 0.02);
    assertThat(CardView.worseThan(between)).isEmpty();
    assertThat(CardView.undecided(between)).containsExactly("constant");
    JsonObject better = judgement(0.01, 0.02);
    assertThat(CardView.worseThan(better)).isEmpty();
    assertThat(CardView.undecided(better)).isEmpty();
  }

  @Test
  void without_an_interval_nothing_is_clear() {
    for (JsonObject unknown : List.of(judgement(null, null), judgement("NaN", "NaN"))) {
      assertThat(CardView.worseThan(unknown)).isEmpty();
      assertThat(CardView.undecided(unknown)).containsExactly("constant");
    }
  }

  @Test
  void a_loss_is_called_by_the_names_of_its_parts() {
    assertThat(LossPart.of("rao-kupper=1.5, weights"))
        .containsExactly(new LossPart("rao-kupper", "1.5"), new LossPart("weights", ""));
  }
}
