package dev.agon.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptTokensTest {

  @Test
  void words_are_folded_and_every_mark_and_symbol_stands_by_itself() {
    assertThat(texts("Don't say \"NO\" \u2026 (ok)?!"))
        .containsExactly(
            "don", "'", "t", "say", "\"", "no", "\"", "\u2026", "(", "ok", ")", "?", "!");
    assertThat(texts("\ufb01nest \uff11\uff10 x\u00b2 2+2=4 $5"))
        .containsExactly("finest", "10", "x", "\u00b2", "2", "+", "2", "=", "4", "$", "5");
  }

  @Test
  void brackets_quotes_and_full_width_marks_stay_apart() {
    assertThat(texts("\u3010x\u3011\u300cx\u300d\uff01!"))
        .containsExactly("\u3010", "x", "\u3011", "\u300c", "x", "\u300d", "\uff01", "!");
  }

  @Test
  void letters_of_scripts_without_spaces_stand_by_themselves_with_their_marks() {
    assertThat(texts("\u65b0\u8eca\u30c7\u30d3\u30e5\u30fc"))
        .containsExactly("\u65b0", "\u8eca", "\u30c7", "\u30d3", "\u30e5", "\u30fc");
    assertThat(texts("\uff76\uff9e\u306f")).containsExactly("\u30ac", "\u306f");
    assertThat(texts("\u0e19\u0e49\u0e33")).startsWith("\u0e19\u0e49").hasSize(2);
    assertThat(texts("iPhone\u3092\u8cb7\u3046"))
        .containsExactly("iphone", "\u3092", "\u8cb7", "\u3046");
    assertThat(texts("\ud55c\uad6d\uc5b4 \uacf5\ubd80"))
        .as("Korean puts spaces between words")
        .containsExactly("\ud55c\uad6d\uc5b4", "\uacf5\ubd80");
  }

  @Test
  void an_emoji_with_its_joiners_tones_and_selectors_is_one_piece() {
    String family = "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67";
    String thumb = "\ud83d\udc4d\ud83c\udffd";
    String flag = "\ud83c\udde9\ud83c\uddea";
    assertThat(texts(family + thumb + flag + "\u2764\ufe0f\ud83d\ude42"))
        .containsExactly(family, thumb, flag, "\u2764\ufe0f", "\ud83d\ude42");
  }

  @Test
  void line_breaks_and_empty_lines_between_pieces_are_seen_but_not_at_the_ends() {
    assertThat(texts("\n\na\nb\r\n\r\nc\n"))
        .containsExactly("a", ScriptTokens.BREAK, "b", ScriptTokens.EMPTY_LINE, "c");
  }

  @Test
  void what_nobody_sees_changes_nothing() {
    List<ScriptTokens.Piece> plain = ScriptTokens.of("cooperate now!");
    assertThat(ScriptTokens.of("co\u00adoperate\u200b now\u200e!\u2060")).isEqualTo(plain);
    assertThat(ScriptTokens.of("cafe\u0301 x")).isEqualTo(ScriptTokens.of("caf\u00e9 x"));
  }

  private static List<String> texts(String text) {
    return ScriptTokens.of(text).stream().map(ScriptTokens.Piece::text).toList();
  }
}
