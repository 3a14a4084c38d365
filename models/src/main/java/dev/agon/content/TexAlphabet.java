package dev.agon.content;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The mathematical alphabets of Unicode, by which a bold or double-struck letter is a character of
 * its own.
 */
enum TexAlphabet {
  PLAIN(0, 0, 0, 0, 0),
  UPRIGHT(0, 0, 0, 0, 0),
  BOLD(0x1D400, 0x1D41A, 0x1D7CE, 0x1D6A8, 0x1D6C2),
  ITALIC(0, 0, 0, 0, 0),
  DOUBLE_STRUCK(0x1D538, 0x1D552, 0x1D7D8, 0, 0),
  SCRIPT(0x1D49C, 0x1D4B6, 0, 0, 0),
  FRAKTUR(0x1D504, 0x1D51E, 0, 0, 0),
  SANS(0x1D5A0, 0x1D5BA, 0x1D7E2, 0, 0),
  TYPEWRITER(0x1D670, 0x1D68A, 0x1D7F6, 0, 0);

  /** Those that Unicode had before it had the alphabets. */
  private static final Map<Integer, Integer> ELSEWHERE =
      Map.ofEntries(
          Map.entry(0x1D53A, 0x2102),
          Map.entry(0x1D53F, 0x210D),
          Map.entry(0x1D545, 0x2115),
          Map.entry(0x1D547, 0x2119),
          Map.entry(0x1D548, 0x211A),
          Map.entry(0x1D549, 0x211D),
          Map.entry(0x1D551, 0x2124),
          Map.entry(0x1D49D, 0x212C),
          Map.entry(0x1D4A0, 0x2130),
          Map.entry(0x1D4A1, 0x2131),
          Map.entry(0x1D4A3, 0x210B),
          Map.entry(0x1D4A4, 0x2110),
          Map.entry(0x1D4A7, 0x2112),
          Map.entry(0x1D4A8, 0x2133),
          Map.entry(0x1D4AD, 0x211B),
          Map.entry(0x1D4BA, 0x212F),
          Map.entry(0x1D4BC, 0x210A),
          Map.entry(0x1D4C4, 0x2134),
          Map.entry(0x1D506, 0x212D),
          Map.entry(0x1D50B, 0x210C),
          Map.entry(0x1D50C, 0x2111),
          Map.entry(0x1D515, 0x211C),
          Map.entry(0x1D51D, 0x2128));

  private static final Map<String, TexAlphabet> COMMANDS =
      Map.ofEntries(
          Map.entry("mathbf", BOLD),
          Map.entry("boldsymbol", BOLD),
          Map.entry("bm", BOLD),
          Map.entry("mathbb", DOUBLE_STRUCK),
          Map.entry("mathcal", SCRIPT),
          Map.entry("mathscr", SCRIPT),
          Map.entry("mathfrak", FRAKTUR),
          Map.entry("mathsf", SANS),
          Map.entry("mathtt", TYPEWRITER),
          Map.entry("mathrm", UPRIGHT),
          Map.entry("rm", UPRIGHT),
          Map.entry("mathit", ITALIC),
          Map.entry("mathnormal", PLAIN),
          Map.entry("Bbb", DOUBLE_STRUCK));

  private final int capital;
  private final int small;
  private final int digit;
  private final int greekCapital;
  private final int greekSmall;

  TexAlphabet(int capital, int small, int digit, int greekCapital, int greekSmall) {
    this.capital = capital;
    this.small = small;
    this.digit = digit;
    this.greekCapital = greekCapital;
    this.greekSmall = greekSmall;
  }

  /** The alphabet that a command chooses. */
  static @Nullable TexAlphabet of(String command) {
    return COMMANDS.get(command);
  }

  /** A letter or digit in this alphabet, or as it is where the alphabet has none. */
  String of(int letter) {
    int mapped = letter;
    if (letter >= 'A' && letter <= 'Z') {
      mapped = from(capital, letter, 'A');
    } else if (letter >= 'a' && letter <= 'z') {
      mapped = from(small, letter, 'a');
    } else if (letter >= '0' && letter <= '9') {
      mapped = from(digit, letter, '0');
    } else if (letter >= 'Α' && letter <= 'Ω') {
      mapped = from(greekCapital, letter, 'Α');
    } else if (letter >= 'α' && letter <= 'ω') {
      mapped = from(greekSmall, letter, 'α');
    }
    return Character.toString(ELSEWHERE.getOrDefault(mapped, mapped));
  }

  private static int from(int base, int letter, int first) {
    return base == 0 ? letter : base + letter - first;
  }
}
