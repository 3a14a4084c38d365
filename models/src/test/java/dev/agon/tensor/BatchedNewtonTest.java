package dev.agon.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.agon.preference.Outcome;
import dev.agon.preference.PairCounts;
import dev.agon.ranking.Method;
import dev.agon.ranking.fit.BatchFit;
import dev.agon.ranking.fit.Fit;
import dev.agon.ranking.fit.FitOptions;
import dev.agon.ranking.interval.Bootstrap;
import dev.agon.ranking.interval.Draws;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchedNewtonTest {
  private static PairCounts votes(int items, int each, boolean ties) {
    Random random = new Random(items);
    PairCounts counts = new PairCounts();
    for (int i = 0; i < items; i++) {
      for (int j = 0; j < i; j++) {
        for (int vote = 0; vote < each; vote++) {
          double win = 1 / (1 + Math.exp(-.1 * (i - j)));
          double at = random.nextDouble();
          Outcome outcome = at < win ? Outcome.FIRST : Outcome.SECOND;
          counts.add(i, j, ties && random.nextInt(5) == 0 ? Outcome.TIE : outcome, 1);
        }
      }
    }
    return counts;
  }

  @ParameterizedTest(name = "{0} items, {1} votes a pair, {2}")
  @DisplayName("resamples fitted together in TensorFlow are those fitted one by one, to 1e-9")
  @CsvSource({
    "25, 12, bradley-terry, true",
    "12, 1, bradley-terry, true",
    "8, 20, davidson, false"
  })
  void equal(int items, int each, String method, boolean together) {
    PairCounts counts = votes(items, each, true);
    Fit fit = Fit.of(counts, FitOptions.of(Method.of(method)), null);
    AtomicInteger asked = new AtomicInteger();
    try (BatchedNewton newton = new BatchedNewton(Computation.standard())) {
      BatchFit counted =
          new BatchFit() {
            @Override
            public int size() {
              return newton.size();
            }

            @Override
            public double[][] fit(
                int[] lower,
                int[] upper,
                double[][] won,
                double[][] lost,
                double precision,
                double[] start) {
              asked.addAndGet(won.length);
              return newton.fit(lower, upper, won, lost, precision, start);
            }
          };

      Draws plain = Bootstrap.ofVotes(counts, fit, 150, 7);
      Draws batched = Bootstrap.ofVotes(counts, fit, 150, 7, counted);

      assertThat(asked.get()).isEqualTo(together ? 150 : 0);
      for (int i = 0; i < items; i++) {
        assertThat(batched.se(i)).isCloseTo(plain.se(i), within(1e-9));
        assertThat(batched.covariance(i, 0)).isCloseTo(plain.covariance(i, 0), within(1e-9));
      }
    }
  }
}
