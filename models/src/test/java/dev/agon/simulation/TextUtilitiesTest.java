package dev.agon.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TextUtilitiesTest {
  private static final String TEXT = "Line one\nline two";

  @Test
  void a_known_text_has_its_generators_utility() {
    TextUtilities utilities = new TextUtilities(Map.of(TextUtilities.fingerprint(TEXT), 2.5), 0, 1);
    assertThat(utilities.of(TEXT)).isEqualTo(2.5);
  }

  @Test
  void line_ends_and_outer_white_space_do_not_matter() {
    TextUtilities utilities =
        new TextUtilities(Map.of(TextUtilities.fingerprint(TEXT), 2.5), 0.4, 1);
    assertThat(utilities.of(" Line one\r\nline two\n")).isEqualTo(utilities.of(TEXT));
  }

  @Test
  void a_fingerprint_is_the_sha_256_of_the_text() {
    assertThat(TextUtilities.fingerprint("abc"))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void an_unknown_text_is_valued_by_its_length() {
    TextUtilities utilities = new TextUtilities(Map.of(), 0, 1);
    double middling = utilities.of("word ".repeat(120));
    assertThat(middling).isGreaterThan(utilities.of("word"));
    assertThat(middling).isGreaterThan(utilities.of("word ".repeat(2000)));
    assertThat(utilities.of("")).isEqualTo(utilities.of("word"));
  }

  @Test
  void noise_is_fixed_for_a_text_and_a_seed_and_has_the_spread_asked_for() {
    TextUtilities utilities = new TextUtilities(Map.of(), 0.5, 7);
    TextUtilities again = new TextUtilities(Map.of(), 0.5, 7);
    TextUtilities other = new TextUtilities(Map.of(), 0.5, 8);
    TextUtilities quiet = new TextUtilities(Map.of(), 0, 7);
    double sum = 0;
    double squares = 0;
    int texts = 2000;
    for (int i = 0; i < texts; i++) {
      String text = "text " + i;
      assertThat(utilities.of(text)).isEqualTo(again.of(text)).isNotEqualTo(other.of(text));
      double noise = utilities.of(text) - quiet.of(text);
      sum += noise;
      squares += noise * noise;
    }
    assertThat(sum / texts).isCloseTo(0, within(0.05));
    assertThat(Math.sqrt(squares / texts)).isCloseTo(0.5, within(0.03));
  }
}
