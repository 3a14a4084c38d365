package dev.agon.ranking.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ModeratedTest {
  /** Smyth 2004: (d0 s0 + d s) / (d0 + d), with d0 = 4 and d = 6. */
  @Test
  void a_variance_is_averaged_with_the_usual_one_by_degrees_of_freedom() {
    assertThat(Moderated.of(7).variance(2, 5)).isCloseTo(3.2, within(1e-12));
    assertThat(new Moderated(6, 0).variance(2, 5)).isCloseTo(2, within(1e-12));
  }

  /** Tabled: t of 10 and of 5 degrees of freedom at .975. */
  @Test
  void student_s_t_has_the_degrees_of_both() {
    assertThat(Moderated.of(7).quantile()).isCloseTo(2.228139, within(1e-6));
    assertThat(Moderated.of(1).quantile()).isCloseTo(2.570582, within(1e-6));
  }
}
