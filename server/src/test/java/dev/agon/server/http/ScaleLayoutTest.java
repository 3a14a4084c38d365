package dev.agon.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleLayoutTest {
  @Test
  void short_anchors_stay_in_one_line_and_long_words_get_a_line_each() {
    assertThat(ScaleLayout.of(5, List.of())).isEqualTo("scale-steps");
    assertThat(ScaleLayout.of(5, List.of("poor", "very good"))).isEqualTo("scale-steps");
    assertThat(ScaleLayout.of(5, List.of("uninformative", "partly", "informative")))
        .isEqualTo("scale-roomy");
    assertThat(ScaleLayout.of(7, List.of("Berücksichtigung aller Gesichtspunkte")))
        .isEqualTo("scale-stacked");
    assertThat(ScaleLayout.of(11, List.of("uninformative"))).isEqualTo("scale-chips");
  }

  @Test
  void a_few_anchors_of_long_words_go_below_the_line() {
    assertThat(ScaleLayout.of(5, List.of("uninformative", "informative"))).isEqualTo("scale-ends");
    assertThat(ScaleLayout.of(7, List.of("Not at all clear", "Neither", "Perfectly clear")))
        .isEqualTo("scale-ends");
  }

  @Test
  void texts_that_break_anywhere_need_no_room() {
    assertThat(ScaleLayout.of(5, List.of("完全不同意这一说法", "完全同意这一说法"))).isEqualTo("scale-steps");
  }
}
