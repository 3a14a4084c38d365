package dev.agon.condition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agon.question.Problems;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionsTest {
  private static final String TWO_BY_THREE =
      """
      {"design": "within", "factors": [
        {"name": "format", "levels": [
          {"name": "plain", "switches": {"format": "plain"}},
          {"name": "markdown", "instruction": "Read **both**."}]},
        {"name": "explanation", "levels": [
          {"name": "none"},
          {"name": "report", "switches": {"explanation": "report"}, "instruction": "Mind the report."},
          {"name": "steps", "switches": {"explanation": "steps", "note": "open"}}]}]}
      """;

  private static Conditions parsed(String json) {
    Conditions.Parsed parsed = Conditions.parse(json);
    assertThat(parsed.problems()).isEmpty();
    return java.util.Objects.requireNonNull(parsed.conditions());
  }

  private static List<String> problems(String json) {
    return Conditions.parse(json).problems().stream().map(Problems.Problem::path).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 36})
  void a_square_has_each_treatment_once_in_each_place_and_each_follows_each_equally_often(int n) {
    List<List<Integer>> rows = LatinSquare.balanced(n);

    assertThat(rows).hasSize(n % 2 == 0 || n == 1 ? n : 2 * n);
    for (int place = 0; place < n; place++) {
      Map<Integer, Integer> count = new HashMap<>();
      for (List<Integer> row : rows) {
        count.merge(row.get(place), 1, Integer::sum);
      }
      assertThat(count).hasSize(n);
      assertThat(new HashSet<>(count.values())).hasSize(1);
    }
    Map<List<Integer>, Integer> neighbours = new HashMap<>();
    for (List<Integer> row : rows) {
      assertThat(Set.copyOf(row)).hasSize(n);
      for (int k = 1; k < n; k++) {
        neighbours.merge(row.subList(k - 1, k + 1), 1, Integer::sum);
      }
    }
    assertThat(neighbours).hasSize(n * (n - 1));
    assertThat(new HashSet<>(neighbours.values())).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void conditions_are_all_combinations_with_the_switches_and_instructions_of_their_levels() {
    List<Condition> all = parsed(TWO_BY_THREE).all();

    assertThat(all).hasSize(6);
    assertThat(all.get(5).levels())
        .containsExactly(Map.entry("format", "markdown"), Map.entry("explanation", "steps"));
    assertThat(all.get(4).instruction()).isEqualTo("Read **both**.\n\nMind the report.");
    assertThat(all.get(1).switches())
        .containsOnly(Map.entry("format", "plain"), Map.entry("explanation", "report"));
  }

  @Test
  void rows_are_one_condition_between_subjects_and_a_square_within() {
    Conditions within = parsed(TWO_BY_THREE);
    Conditions between = new Conditions(false, within.factors());

    assertThat(within.rows()).hasSize(6).allSatisfy(row -> assertThat(row).hasSize(6));
    assertThat(between.rows()).hasSize(6).allSatisfy(row -> assertThat(row).hasSize(1));
  }

  @Test
  void what_is_written_is_read_again() {
    Conditions conditions = parsed(TWO_BY_THREE);
    assertThat(parsed(conditions.json().toString())).isEqualTo(conditions);
  }

  @Test
  void everything_that_is_wrong_is_named_at_once() {
    assertThat(problems("{")).containsExactly("conditions");
    assertThat(problems("[]")).contains("design", "factors");
    assertThat(
            problems(
                """
                {"design": "both", "factors": [
                  {"name": "a", "levels": [{"name": "x", "switches": {"order": "by-generator"}}]},
                  {"name": "a", "levels": [
                    {"name": "y", "switches": {"order": "placed", "colour": "red"}},
                    {"name": "y", "instruction": 5, "more": 1}]}]}
                """))
        .containsExactlyInAnyOrder(
            "design",
            "factors[0].levels",
            "factors[0].levels[0].switches.order",
            "factors[1].name",
            "factors[1].levels[0].switches.colour",
            "factors[1].levels[1].name",
            "factors[1].levels[1].instruction",
            "factors[1].levels[1].more");
  }

  @Test
  void one_switch_belongs_to_one_factor() {
    String level = "{\"name\": \"%s\", \"switches\": {\"layout\": \"%s\"}}";
    String factor =
        "{\"name\": \"%s\", \"levels\": ["
            + level.formatted("1", "side")
            + ","
            + level.formatted("2", "stacked")
            + "]}";
    String json =
        "{\"design\": \"between\", \"factors\": ["
            + factor.formatted("a")
            + ","
            + factor.formatted("b")
            + "]}";
    assertThat(problems(json)).allMatch(p -> p.startsWith("factors[1]")).hasSize(2);
  }
}
