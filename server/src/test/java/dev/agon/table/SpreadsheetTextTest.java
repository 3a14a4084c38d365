package dev.agon.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpreadsheetTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"=1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "＝1", "|x", "%x", "\u0000", "'=1"})
  void text_that_a_spreadsheet_would_compute_gets_an_apostrophe_and_loses_it_again(String text) {
    assertThat(SpreadsheetText.of(text)).isEqualTo("'" + text);
    assertThat(SpreadsheetText.undo("'" + text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "GPT 4", "a=b", "x-1", "Zoë", "'quoted'", "'"})
  void other_text_stays_both_ways(String text) {
    assertThat(SpreadsheetText.of(text)).isEqualTo(text);
    assertThat(SpreadsheetText.undo(text)).isEqualTo(text);
  }
}
