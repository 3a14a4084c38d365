package dev.agon.server.annotator;

import java.text.Normalizer;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The names that annotators go by: suggested ones, and what people may write instead. */
final class Pseudonyms {
  static final int LONGEST = 40;

  private static final List<String> QUALITIES =
      List.of(
          "Amber", "Brave", "Bright", "Calm", "Candid", "Careful", "Clever", "Cosmic", "Curious",
          "Eager", "Early", "Fair", "Gentle", "Golden", "Happy", "Honest", "Humble", "Ivory",
          "Jolly", "Keen", "Kind", "Lively", "Lucid", "Lucky", "Mellow", "Merry", "Misty", "Nimble",
          "Noble", "Patient", "Pensive", "Polite", "Proud", "Quick", "Quiet", "Ready", "Silver",
          "Steady", "Subtle", "Sunny", "Swift", "Tidy", "Velvet", "Vivid", "Warm", "Wise", "Witty",
          "Young");

  private static final List<String> CREATURES =
      List.of(
          "Albatross",
          "Badger",
          "Beaver",
          "Bison",
          "Crane",
          "Cricket",
          "Curlew",
          "Dolphin",
          "Dormouse",
          "Egret",
          "Falcon",
          "Finch",
          "Fox",
          "Gecko",
          "Hare",
          "Hedgehog",
          "Heron",
          "Ibex",
          "Jackdaw",
          "Kestrel",
          "Kingfisher",
          "Lark",
          "Lemur",
          "Lynx",
          "Magpie",
          "Marmot",
          "Marten",
          "Newt",
          "Nightingale",
          "Ocelot",
          "Orca",
          "Osprey",
          "Otter",
          "Owl",
          "Panda",
          "Pelican",
          "Plover",
          "Puffin",
          "Raven",
          "Robin",
          "Seal",
          "Sparrow",
          "Starling",
          "Swallow",
          "Tapir",
          "Tern",
          "Thrush",
          "Wren");

  private Pseudonyms() {}

  /** A name such as "Quiet Heron 47". */
  static String suggest(RandomGenerator random) {
    return QUALITIES.get(random.nextInt(QUALITIES.size()))
        + " "
        + CREATURES.get(random.nextInt(CREATURES.size()))
        + " "
        + random.nextInt(10, 100);
  }

  /**
   * One spelling for what looks the same: composed, single blanks, no outer ones.
   *
   * @return null when nothing that can be read is left, or when it holds control or direction marks
   */
  static @Nullable String tidy(String written) {
    String tidy =
        Normalizer.normalize(written, Normalizer.Form.NFC)
            .replaceAll("\\p{IsWhite_Space}+", " ")
            .strip();
    boolean unreadable = tidy.codePoints().anyMatch(Pseudonyms::cannotBeSeen);
    return tidy.isEmpty() || unreadable ? null : tidy;
  }

  private static boolean cannotBeSeen(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }
}
