package dev.agon.server.annotator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PseudonymsTest {
  @Test
  void suggestions_are_short_tidy_and_rarely_the_same() {
    Random random = new Random(5);
    Set<String> seen = new HashSet<>();
    for (int k = 0; k < 1000; k++) {
      String suggestion = Pseudonyms.suggest(random);
      assertThat(suggestion).hasSizeLessThanOrEqualTo(Pseudonyms.LONGEST);
      assertThat(Pseudonyms.tidy(suggestion)).isEqualTo(suggestion);
      seen.add(suggestion);
    }
    assertThat(seen).hasSizeGreaterThan(950);
  }

  @Test
  void what_looks_the_same_is_written_the_same() {
    assertThat(Pseudonyms.tidy("  Quiet \u00a0\tHeron ")).isEqualTo("Quiet Heron");
    assertThat(Pseudonyms.tidy("Rene\u0301e")).isEqualTo("Ren\u00e9e");
    assertThat(Pseudonyms.tidy("שלום 4")).isEqualTo("שלום 4");
    assertThat(Pseudonyms.tidy("🦊 fox")).isEqualTo("🦊 fox");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "a\u0000b", "a\u202eb", "\u200b", "a\u0007", "x\ud800"})
  void what_cannot_be_seen_is_no_pseudonym(String written) {
    assertThat(Pseudonyms.tidy(written)).isNull();
  }

  @Test
  void a_pasted_link_is_understood_with_or_without_its_surroundings() {
    String secret = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNO-_";

    assertThat(ReturnLinks.secretIn("https://x.org/agon/return/" + secret)).isEqualTo(secret);
    assertThat(ReturnLinks.secretIn(" " + secret + "/ ")).isEqualTo(secret);
    assertThat(ReturnLinks.secretIn("https://x.org/return/" + secret.substring(1))).isNull();
    assertThat(ReturnLinks.secretIn("")).isNull();
  }
}
