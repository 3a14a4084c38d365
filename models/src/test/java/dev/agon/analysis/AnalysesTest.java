package dev.agon.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.agon.preference.Names;
import dev.agon.preference.Outcome;
import dev.agon.preference.VoteTable;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AnalysesTest {
  @Test
  void names_of_analyses_and_of_their_parameters_are_words_and_stand_once() {
    Set<String> names = new HashSet<>();
    for (Analysis analysis : Analyses.ALL) {
      assertThat(names.add(analysis.name())).as(analysis.name()).isTrue();
      assertThat(analysis.name()).matches("[a-z]+(-[a-z]+)*");
      assertThat(analysis.parameters().stream().map(Parameter::name))
          .doesNotHaveDuplicates()
          .allMatch(name -> name.matches("[a-z]+(-[a-z]+)*"));
      assertThat(Analyses.find(analysis.name())).containsSame(analysis);
    }
    assertThat(Analyses.find("none")).isEmpty();
  }

  @Test
  void numbers_are_kept_within_their_bounds_and_told_with_them() {
    Analysis agreement = Analyses.find("agreement").orElseThrow();

    assertThat(Chosen.of(agreement, Map.of("pairs", "7")).number("pairs")).isEqualTo(7);
    for (String wrong : List.of("-1", "1001", "many", "1.5", "")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Chosen.of(agreement, Map.of("pairs", wrong)))
          .withMessage("pairs: '%s' is not a whole number from 0 to 1000", wrong);
    }
  }

  @Test
  void a_table_refuses_rows_of_another_length() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new AnalysisReport.Table(
                    "t", List.of("a", "b"), List.of(Arrays.asList((Object) 1L)), null))
        .withMessage("a row of t has 1 cells for 2 columns");
  }

  @Test
  void votes_of_nobody_say_what_they_lack() {
    Names items = new Names();
    VoteTable table = new VoteTable(1);
    table.add(
        items.number("a"), items.number("b"), Outcome.FIRST, 1, VoteTable.NONE, VoteTable.NONE);
    Votes votes = new Votes(items, new Names(), table, null, null);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> votes.check(Analyses.find("agreement").orElseThrow()))
        .withMessage("agreement needs to know who voted");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> votes.check(Analyses.find("win-rates").orElseThrow()))
        .withMessage("win-rates needs to know which prompt was answered");
  }
}
