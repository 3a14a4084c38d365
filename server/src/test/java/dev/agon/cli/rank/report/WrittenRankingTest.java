package dev.agon.cli.rank.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("a ranking as it is written in a file")
class WrittenRankingTest {
  @ParameterizedTest
  @DisplayName(
      "what is a tie, another order or a set is refused with its place, not taken as a name")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a > b=c > d       | character 6: 'b=c' is a tie
          a > b ~ c         | character 7: 'b ~ c' is a tie
          a > b ≈ c         | character 7: 'b ≈ c' is a tie
          a > b, c = d      | character 10: 'b, c = d' is a tie
          a >= b            | character 4: '= b' is a tie
          a > b > (c, d)    | character 9: '(c, d)' has brackets around items
          a > {b, d}        | character 5: '{b, d}' has brackets around items
          a > {b, c} > d    | character 5: '{b, c}' has brackets around items
          [a] > b           | character 1: '[a]' has brackets around items
          [a, b]            | character 1: '[a, b]' has brackets around items
          a > b, c) > d     | character 9: 'b, c)' has brackets around items
          a > b < c         | character 7: 'b < c' is not read as an order
          a > b ≻ c         | character 7: 'b ≻ c' is not read as an order
          a > b; c > d      | character 6: 'b; c' is not read as an order
          """)
  void refused(String text, String message) {
    assertThatThrownBy(() -> WrittenRanking.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message)
        .hasMessageContaining("stands in a JSON array, best first: [\"a\", \"b\"]");
  }

  @Test
  @DisplayName("brackets within a name belong to it")
  void bracketsOfNames() {
    assertThat(WrittenRanking.of("GPT (turbo) > [INST] Llama, (A) and (B)"))
        .isEqualTo(
            new WrittenRanking(List.of("GPT (turbo)"), List.of("[INST] Llama", "(A) and (B)")));
  }

  @Test
  @DisplayName("a JSON array is a ranking, best first, and its names hold any sign")
  void array() {
    assertThat(WrittenRanking.of("[\"b=c\", \"a > ~\", \"(d\"]"))
        .isEqualTo(new WrittenRanking(List.of("b=c", "a > ~", "(d"), List.of()));
    assertThat(WrittenRanking.of(" [\"a\", [\"b\", \"c\"]] "))
        .isEqualTo(WrittenRanking.of("a > b, c"));
    assertThat(WrittenRanking.of("[3, 1]")).isEqualTo(WrittenRanking.of("3 > 1"));
  }

  @ParameterizedTest
  @DisplayName("an array that is no ranking is refused with its place")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [["a", "b"], "c"] | place 1 has several, in no order; only the last place may
          ["a", null]       | place 2 has no name
          ["a", {"b": 1}]   | place 2 has no name
          ["a", "a"]        | 'a' is ranked twice
          ["a", ""]         | a place is empty
          """)
  void wrongArray(String text, String message) {
    assertThatThrownBy(() -> WrittenRanking.of(text)).hasMessage(message);
  }

  @ParameterizedTest
  @DisplayName("where nothing is placed before anything it is said how to write it")
  @ValueSource(strings = {"a", "a, b", "[]", "[[\"a\", \"b\"]]"})
  void nothing(String text) {
    assertThatThrownBy(() -> WrittenRanking.of(text))
        .hasMessage("nothing is placed before anything; write the best first: a > b > c");
  }
}
