package dev.agon.server.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often the rule that gives out conditions keeps both bounds; docs/conditions.md tells it. */
class ConditionBalanceTest {
  private static final int RUNS = 4_000;

  @ParameterizedTest(name = "{0}, until they have finished: {1}, {2} at once")
  @CsvSource({
    "40, true, 1, 0.94, 1",
    "40, true, 10, 0.94, 1",
    "40, false, 1, 0.90, 1",
    "40, false, 10, 0.55, 0.70",
    "200, true, 10, 0.25, 0.40",
  })
  void finished_within_one_and_started_within_two_of_the_mean_of_five_conditions(
      int people, boolean finishing, int together, double least, double most) {
    int both = 0;
    for (long seed = 0; seed < RUNS; seed++) {
      ConditionBalance end = ConditionBalance.of(5, people, finishing, together, seed);
      both += end.finishedWithinOneOfTheMean() && end.startedWithinTwoOfTheMean() ? 1 : 0;
    }

    assertThat(both / (double) RUNS).isBetween(least, most);
  }
}
