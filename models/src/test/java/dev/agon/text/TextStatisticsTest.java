package dev.agon.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextStatisticsTest {
  @Test
  void counts_what_a_reader_would_count() {
    TextStatistics counts =
        TextStatistics.of("Is it so? It is! Yes:\n\n- item ONE\n2) item 2...\nthe end");
    assertThat(counts.words()).isEqualTo(13);
    assertThat(counts.distinctWords()).isEqualTo(9);
    assertThat(counts.sentences()).isEqualTo(4);
    assertThat(counts.lines()).isEqualTo(4);
    assertThat(counts.capitals()).isEqualTo(6);
    assertThat(counts.digits()).isEqualTo(2);
    assertThat(counts.questions()).isEqualTo(1);
    assertThat(counts.exclamations()).isEqualTo(1);
    assertThat(counts.bullets()).isEqualTo(2);
  }

  @Test
  void characters_are_code_points_and_ideographs_are_words() {
    TextStatistics counts = TextStatistics.of("\u6211\u5f88\u597d\u3002 \ud83d\ude00 cafe\u0301");
    assertThat(counts.characters()).isEqualTo(12);
    assertThat(counts.words()).isEqualTo(4);
    assertThat(counts.sentences()).isEqualTo(2);
  }

  @Test
  void an_empty_text_counts_nothing_and_divides_by_nothing() {
    assertThat(TextStatistics.of("").features()).containsOnly(0);
    for (float feature : TextStatistics.of("...").features()) {
      assertThat(feature).isFinite();
    }
  }

  @Test
  void every_feature_has_a_name() {
    assertThat(TextStatistics.of("x").features()).hasSize(TextStatistics.FEATURE_NAMES.size());
  }
}
