package dev.agon.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.agon.preference.Outcome;
import dev.agon.preference.PairCounts;
import dev.agon.ranking.Method;
import dev.agon.ranking.fit.Fit;
import dev.agon.ranking.fit.FitOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimulatedCrowdTest {
  private static final String GOOD = "a text that is known to be good";
  private static final String FAIR = "a text that is known to be fair";
  private static final String POOR = "a text that is known to be poor";
  private static final Map<String, Double> KNOWN =
      Map.of(
          TextUtilities.fingerprint(GOOD), 1.2,
          TextUtilities.fingerprint(FAIR), 0.3,
          TextUtilities.fingerprint(POOR), -1.1);
  private static final CrowdParameters TYPICAL =
      new CrowdParameters(0.3, 0.8, 0.3, 0.35, 0.15, -1.0, 0.1);

  private static SimulatedAnnotator one(CrowdParameters parameters, long seed) {
    return SimulatedCrowd.draw(parameters, KNOWN, 1, seed).annotators().getFirst();
  }

  private static CrowdParameters plain(double tie, double position, double acceptance) {
    return new CrowdParameters(0, 1, 0, tie, position, acceptance, 0);
  }

  @Test
  void without_ties_bias_and_both_bad_a_lead_of_one_is_preferred_e_times_as_often() {
    CrowdParameters parameters = plain(0, 0, Double.NEGATIVE_INFINITY);
    ChoiceProbabilities choice = ChoiceProbabilities.of(parameters, 1, 1.7, 0.7);
    assertThat(choice.first() / choice.second()).isCloseTo(Math.E, within(1e-12));
    assertThat(choice.tie()).isCloseTo(0, within(1e-12));
    assertThat(choice.bothBad()).isZero();
  }

  @Test
  void equal_responses_tie_as_rao_and_kupper_say() {
    double threshold = 0.7;
    ChoiceProbabilities choice =
        ChoiceProbabilities.of(plain(threshold, 0, Double.NEGATIVE_INFINITY), 1, 0.4, 0.4);
    double strength = Math.exp(threshold);
    assertThat(choice.first()).isCloseTo(1 / (1 + strength), within(1e-12));
    assertThat(choice.tie()).isCloseTo((strength - 1) / (strength + 1), within(1e-12));
  }

  @Test
  void the_probabilities_sum_to_one() {
    for (double first = -3; first <= 3; first += 0.5) {
      ChoiceProbabilities choice = ChoiceProbabilities.of(TYPICAL, 0.6, first, -first / 2);
      assertThat(choice.first() + choice.second() + choice.tie() + choice.bothBad())
          .isCloseTo(1, within(1e-12));
    }
  }

  @Test
  void exchanging_sides_exchanges_the_outcomes_when_there_is_no_position_bias() {
    CrowdParameters parameters = plain(0.3, 0, -1);
    ChoiceProbabilities there = ChoiceProbabilities.of(parameters, 0.9, 0.8, -0.2);
    ChoiceProbabilities back = ChoiceProbabilities.of(parameters, 0.9, -0.2, 0.8);
    assertThat(back.first()).isCloseTo(there.second(), within(1e-12));
    assertThat(back.tie()).isCloseTo(there.tie(), within(1e-12));
    assertThat(back.bothBad()).isCloseTo(there.bothBad(), within(1e-12));
  }

  @Test
  void the_side_shown_first_gains_by_position_bias() {
    ChoiceProbabilities choice = ChoiceProbabilities.of(plain(0.3, 0.5, -9), 1, 0, 0);
    assertThat(choice.first()).isGreaterThan(choice.second());
  }

  @Test
  void both_bad_is_said_of_two_low_utilities_and_hardly_where_one_is_high() {
    CrowdParameters parameters = plain(0.3, 0, -1);
    assertThat(ChoiceProbabilities.of(parameters, 1, -2, -3).bothBad()).isGreaterThan(0.8);
    assertThat(ChoiceProbabilities.of(parameters, 1, -3, 1.5).bothBad()).isLessThan(0.01);
    assertThat(ChoiceProbabilities.of(parameters, 1, -1, -2).bothBad())
        .isCloseTo(0.5, within(1e-12));
  }

  @Test
  void the_frequencies_of_votes_are_the_models_probabilities() {
    int votes = 40_000;
    SimulatedCrowd crowd = SimulatedCrowd.draw(TYPICAL, KNOWN, 10, 5);
    for (SimulatedAnnotator annotator : crowd.annotators()) {
      ChoiceProbabilities expected = annotator.probabilities(FAIR, POOR);
      Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
      for (int i = 0; i < votes; i++) {
        counts.merge(annotator.decide(FAIR, POOR).outcome(), 1, Integer::sum);
      }
      assertShare(counts, Outcome.FIRST, expected.first(), votes);
      assertShare(counts, Outcome.SECOND, expected.second(), votes);
      assertShare(counts, Outcome.TIE, expected.tie(), votes);
      assertShare(counts, Outcome.BOTH_BAD, expected.bothBad(), votes);
    }
  }

  private static void assertShare(
      Map<Outcome, Integer> counts, Outcome outcome, double expected, int votes) {
    double share = counts.getOrDefault(outcome, 0) / (double) votes;
    double deviation = Math.sqrt(expected * (1 - expected) / votes);
    assertThat(share).as(outcome.name()).isCloseTo(expected, within(4.5 * deviation + 1e-9));
  }

  @Test
  void bradley_terry_finds_the_utilities_of_a_careful_crowd_again() {
    SimulatedCrowd crowd = SimulatedCrowd.draw(plain(0, 0, Double.NEGATIVE_INFINITY), KNOWN, 20, 8);
    List<String> texts = List.of(GOOD, FAIR, POOR);
    PairCounts counts = new PairCounts();
    for (SimulatedAnnotator annotator : crowd.annotators()) {
      for (int vote = 0; vote < 3000; vote++) {
        int first = vote % 3;
        int second = (first + 1 + vote / 3 % 2) % 3;
        Decision decision = annotator.decide(texts.get(first), texts.get(second));
        counts.add(first, second, decision.outcome(), 1);
      }
    }
    Fit fit = Fit.of(counts, FitOptions.of(Method.BRADLEY_TERRY), null);
    assertThat(fit.logStrength(0) - fit.logStrength(1)).isCloseTo(1.2 - 0.3, within(0.06));
    assertThat(fit.logStrength(1) - fit.logStrength(2)).isCloseTo(0.3 + 1.1, within(0.06));
  }

  @Test
  void the_same_seed_gives_the_same_votes_and_another_seed_others() {
    assertThat(votes(11)).isEqualTo(votes(11)).isNotEqualTo(votes(12));
  }

  private static List<Decision> votes(long seed) {
    List<Decision> votes = new ArrayList<>();
    for (SimulatedAnnotator annotator : SimulatedCrowd.draw(TYPICAL, KNOWN, 8, seed).annotators()) {
      for (int i = 0; i < 20; i++) {
        votes.add(annotator.decide(GOOD, FAIR));
      }
    }
    return votes;
  }

  @Test
  void an_annotators_votes_do_not_depend_on_when_the_others_vote() {
    SimulatedCrowd quiet = SimulatedCrowd.draw(TYPICAL, KNOWN, 2, 3);
    SimulatedCrowd busy = SimulatedCrowd.draw(TYPICAL, KNOWN, 2, 3);
    for (int i = 0; i < 50; i++) {
      busy.annotators().get(1).decide(POOR, GOOD);
    }
    for (int i = 0; i < 50; i++) {
      assertThat(busy.annotators().get(0).decide(GOOD, FAIR))
          .isEqualTo(quiet.annotators().get(0).decide(GOOD, FAIR));
    }
  }

  @Test
  void annotators_differ_in_their_error_scale_around_the_median() {
    List<Double> scales =
        SimulatedCrowd.draw(TYPICAL, KNOWN, 1001, 2).annotators().stream()
            .map(SimulatedAnnotator::errorScale)
            .sorted(Comparator.naturalOrder())
            .toList();
    assertThat(scales.get(500)).isCloseTo(0.8, within(0.05));
    assertThat(scales.get(841) / scales.get(500)).isCloseTo(Math.exp(0.3), within(0.08));
  }

  @Test
  void the_share_of_careless_annotators_is_exact_and_they_ignore_the_texts() {
    SimulatedCrowd crowd = SimulatedCrowd.draw(TYPICAL, KNOWN, 40, 9);
    List<SimulatedAnnotator> careless =
        crowd.annotators().stream().filter(SimulatedAnnotator::careless).toList();
    assertThat(careless).hasSize(4);
    SimulatedAnnotator any = careless.getFirst();
    assertThat(any.probabilities(GOOD, POOR)).isEqualTo(any.probabilities(POOR, GOOD));
  }

  @Test
  void reading_takes_longer_for_longer_texts_and_carelessness_is_quick() {
    String text = "word ".repeat(150);
    assertThat(meanReading(plain(0, 0, 0), text)).isBetween(50_000.0, 100_000.0);
    assertThat(meanReading(plain(0, 0, 0), "word")).isBetween(1_500.0, 3_000.0);
    CrowdParameters careless = new CrowdParameters(0, 1, 0, 0, 0, 0, 1);
    assertThat(meanReading(careless, text)).isLessThan(1_500);
  }

  private static double meanReading(CrowdParameters parameters, String text) {
    SimulatedAnnotator annotator = one(parameters, 4);
    Duration total = Duration.ZERO;
    for (int i = 0; i < 500; i++) {
      total = total.plus(annotator.decide(text, text).reading());
    }
    return total.toMillis() / 500.0;
  }

  @Test
  void a_crowd_needs_an_annotator_and_parameters_within_their_ranges() {
    assertThatThrownBy(() -> SimulatedCrowd.draw(TYPICAL, KNOWN, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least one annotator");
    assertThatThrownBy(() -> new CrowdParameters(0, 0, 0, 0, 0, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("errorScale");
    assertThatThrownBy(() -> new CrowdParameters(0, 1, 0, 0, 0, 0, 1.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("carelessShare");
    assertThatThrownBy(() -> new CrowdParameters(0, 1, 0, Double.NaN, 0, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tieThreshold");
  }
}
