package dev.agon.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DistributionsTest {
  @Test
  @DisplayName("Student's quantiles are the tabulated ones")
  void student() {
    assertThat(StudentT.quantile(.95, 1)).isCloseTo(12.7062, within(5e-5));
    assertThat(StudentT.quantile(.95, 4)).isCloseTo(2.776445, within(5e-7));
    assertThat(StudentT.quantile(.95, 14)).isCloseTo(2.144787, within(5e-7));
    assertThat(StudentT.quantile(.99, 29)).isCloseTo(2.756386, within(5e-7));
    assertThat(StudentT.quantile(.95, 1e7)).isCloseTo(1.959964, within(5e-6));
    assertThat(StudentT.quantile(.95, Double.NaN)).isNaN();
  }

  @Test
  @DisplayName("with endless degrees of freedom Student's quantile is the normal one")
  void endless() {
    assertThat(StudentT.quantile(.95, Double.MAX_VALUE)).isCloseTo(1.959964, within(5e-7));
    assertThat(StudentT.quantile(.95, Double.POSITIVE_INFINITY)).isCloseTo(1.959964, within(5e-7));
  }

  @Test
  @DisplayName("the normal distribution is the tabulated one, in its far tail too")
  void normal() {
    assertThat(Normal.density(0)).isCloseTo(.3989422804, within(5e-11));
    assertThat(Normal.below(1)).isCloseTo(.8413447461, within(5e-11));
    assertThat(Normal.below(-10)).isCloseTo(7.619853e-24, Percentage.withPercentage(1e-5));
    assertThat(Normal.quantile(.975)).isCloseTo(1.959964, within(5e-7));
  }

  @Test
  @DisplayName("Poisson draws have the mean and the variance of their distribution")
  void poisson() {
    Random random = new Random(2);
    for (double mean : new double[] {.3, 4, 12, 170}) {
      Poisson poisson = new Poisson(mean);
      double sum = 0;
      double square = 0;
      for (int i = 0; i < 40_000; i++) {
        long drawn = poisson.draw(random);
        sum += drawn;
        square += (drawn - mean) * (drawn - mean);
      }
      assertThat(sum / 40_000).isCloseTo(mean, Percentage.withPercentage(3));
      assertThat(square / 40_000).isCloseTo(mean, Percentage.withPercentage(4));
    }
  }
}
