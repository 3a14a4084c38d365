package dev.agon.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class KendallTauTest {
  @Test
  @DisplayName("the same order is 1, the reverse is -1")
  void ends() {
    assertThat(KendallTau.of(new double[] {1, 2, 3}, new double[] {10, 20, 30})).isEqualTo(1);
    assertThat(KendallTau.of(new double[] {1, 2, 3}, new double[] {3, 2, 1})).isEqualTo(-1);
  }

  @Test
  @DisplayName("ties take away from the pairs that are told apart")
  void ties() {
    // 4 concordant, 1 discordant, one pair tied in the first order: 3 / sqrt(5 * 6).
    double tau = KendallTau.of(new double[] {1, 1, 2, 3}, new double[] {1, 2, 4, 3});

    assertThat(tau).isCloseTo(3 / Math.sqrt(30), within(1e-12));
  }

  @Test
  @DisplayName("it is undefined where nothing is told apart, and for unequal lengths")
  void undefined() {
    assertThat(KendallTau.of(new double[] {1, 1}, new double[] {1, 2})).isNaN();
    assertThat(KendallTau.of(new double[0], new double[0])).isNaN();
    assertThatThrownBy(() -> KendallTau.of(new double[1], new double[2]))
        .hasMessageContaining("1 values go with no 2 others");
  }
}
