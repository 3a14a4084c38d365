package dev.agon.ranking.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EffectiveNumberTest {
  @Test
  @DisplayName("clusters of equal weight count each; one with nearly all weight counts alone")
  void kish() {
    assertThat(EffectiveNumber.of(new double[] {20, 20, 20, 20, 20})).isEqualTo(5);
    assertThat(EffectiveNumber.of(new double[] {200, 1, 1, 1, 1, 1, 1, 1, 1, 1}))
        .isCloseTo(209.0 * 209 / 40_009, within(1e-12));
    assertThat(EffectiveNumber.of(new double[0])).isZero();
  }

  @Test
  @DisplayName("five annotators are enough unless one of them cast nearly all votes")
  void enough() {
    assertThat(NoInterval.ofFew(true, 5, 4.9)).isNull();
    assertThat(NoInterval.ofFew(true, 4, 4)).isEqualTo(NoInterval.FEW_ANNOTATORS);
    assertThat(NoInterval.ofFew(true, 10, 2.5)).isEqualTo(NoInterval.FEW_ANNOTATORS);
    assertThat(NoInterval.ofFew(true, 10, 1.1)).isEqualTo(NoInterval.ONE_ANNOTATOR);
    assertThat(NoInterval.ofFew(false, 10, 1.1)).isEqualTo(NoInterval.FEW_VOTES);
  }
}
