package dev.agon.server.comparison.draw;

import dev.agon.pairing.PairPolicy;
import dev.agon.pairing.Policies;
import dev.agon.ranking.sequential.TrueSkill;
import java.util.Locale;

/** How a study chooses the next pair. */
enum Drawing {
  UNIFORM,
  WEIGHTED,
  NEAR_TIES,
  EXPECTED_UNCERTAINTY;

  /**
   * Skills as natural log-strengths: a logistic difference of performances is close to a normal one
   * of deviation 1.702 (Camilli 1994), and skills are believed to scatter by two performances'.
   */
  static final TrueSkill.Parameters SKILLS =
      new TrueSkill.Parameters(0, 2 * 1.702 / Math.sqrt(2), 1.702 / Math.sqrt(2), 0, 0.1);

  private static final int NEW_BELOW = 30;
  private static final int TOP = 10;

  /** One state serves for seconds: with one pair, all who come meanwhile would get the same. */
  private static final int BEST = 10;

  /** A weight of the order takes time in the number of generators, and there are many weights. */
  private static final int MOST_ORDERED = 100;

  /** The drawing of this name in the database. */
  static Drawing of(String word) {
    for (Drawing drawing : values()) {
      if (drawing.word().equals(word)) {
        return drawing;
      }
    }
    throw new IllegalArgumentException("no drawing \"" + word + "\"");
  }

  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The policy for so many generators. */
  PairPolicy policy(int generators) {
    return switch (this) {
      case UNIFORM -> Policies.uniform();
      case WEIGHTED -> Policies.weighted(NEW_BELOW, TOP);
      case NEAR_TIES -> Policies.nearTies();
      case EXPECTED_UNCERTAINTY ->
          generators > MOST_ORDERED
              ? Policies.expectedSkills(SKILLS, BEST)
              : Policies.expectedOrder(SKILLS, BEST);
    };
  }
}
