package dev.agon.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.agon.agreement.MajorityAgreement.Judged;
import dev.agon.preference.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MajorityAgreementTest {
  private static Judged judged(long comparison, Outcome own, Integer... others) {
    return new Judged(comparison, own, List.of(others));
  }

  @Test
  void it_is_the_share_of_comparisons_with_a_majority_that_the_annotator_is_in() {
    Proportion share =
        MajorityAgreement.of(
            List.of(
                judged(1, Outcome.FIRST, 2, 1, 0, 0),
                judged(2, Outcome.FIRST, 1, 2, 0, 0),
                judged(3, Outcome.TIE, 0, 0, 1, 0),
                judged(4, Outcome.BOTH_BAD, 1, 0, 0, 0)),
            1);

    assertThat(share.units()).isEqualTo(4);
    assertThat(share.share()).isEqualTo(0.5);
  }

  @Test
  void where_others_are_of_two_minds_or_nobody_else_has_judged_there_is_no_majority() {
    Proportion share =
        MajorityAgreement.of(
            List.of(
                judged(1, Outcome.FIRST, 1, 1, 0, 0),
                judged(2, Outcome.FIRST, 0, 0, 0, 0),
                judged(3, Outcome.FIRST, 1, 0, 0, 0)),
            1);

    assertThat(share.units()).isEqualTo(1);
    assertThat(share.share()).isEqualTo(1);
  }

  @Test
  void the_pairs_of_a_ranking_make_one_comparison_together() {
    Proportion share =
        MajorityAgreement.of(
            List.of(
                judged(7, Outcome.FIRST, 1, 0, 0, 0),
                judged(7, Outcome.FIRST, 0, 1, 0, 0),
                judged(7, Outcome.SECOND, 0, 1, 0, 0),
                judged(8, Outcome.SECOND, 1, 0, 0, 0)),
            1);

    assertThat(share.units()).isEqualTo(2);
    assertThat(share.share()).isCloseTo(1.0 / 3, within(1e-12));
  }

  @Test
  void only_whole_steps_count_the_first_comparisons_first() {
    List<Judged> all = new ArrayList<>();
    for (int k = 0; k < 39; k++) {
      all.add(judged(k, k < 20 ? Outcome.FIRST : Outcome.SECOND, 1, 0, 0, 0));
    }

    assertThat(MajorityAgreement.of(all, 20)).isEqualTo(Proportion.of(20, 20));
    assertThat(MajorityAgreement.of(all.subList(0, 19), 20).units()).isZero();
  }

  @Test
  void the_interval_is_wilsons() {
    Proportion share = Proportion.of(8, 10);

    assertThat(share.low()).isCloseTo(0.4902, within(5e-5));
    assertThat(share.high()).isCloseTo(0.9433, within(5e-5));
    assertThat(Proportion.of(0, 0)).isEqualTo(new Proportion(0, 0, 0, 1));
    assertThat(Proportion.of(20, 20).high()).isEqualTo(1);
    assertThatThrownBy(() -> Proportion.of(3, 2)).isInstanceOf(IllegalArgumentException.class);
  }
}
