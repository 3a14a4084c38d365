package dev.agon.ranking.sequential;

import dev.agon.numeric.Normal;

/** The moments of the standard normal distribution's truncations that TrueSkill needs. */
final class TruncatedNormal {
  /** Below this the ratio of density and distribution is taken from its expansion. */
  private static final double FAR = -30;

  private TruncatedNormal() {}

  /** The mean of a normal variable beyond a win's margin, less its own. */
  static double winShift(double t) {
    return t < FAR ? -t - 1 / t : Normal.density(t) / Normal.below(t);
  }

  /** How much of its variance the truncation of a win takes away, from 0 to 1. */
  static double winShrink(double t) {
    double v = winShift(t);
    return Math.clamp(v * (v + t), 0, 1);
  }

  /** The mean of a normal variable within a draw's margin, less its own. */
  static double drawShift(double t, double margin) {
    double size = Math.abs(t);
    double inside = inside(size, margin);
    double shift =
        inside < 1e-300
            ? margin - size
            : (Normal.density(-margin - size) - Normal.density(margin - size)) / inside;
    return t < 0 ? -shift : shift;
  }

  /** How much of its variance the truncation of a draw takes away. */
  static double drawShrink(double t, double margin) {
    double size = Math.abs(t);
    double inside = inside(size, margin);
    if (inside < 1e-300) {
      return 1;
    }
    double v = drawShift(size, margin);
    double edge =
        (margin - size) * Normal.density(margin - size)
            + (margin + size) * Normal.density(margin + size);
    return Math.clamp(v * v + edge / inside, 0, 1);
  }

  private static double inside(double size, double margin) {
    return Normal.below(margin - size) - Normal.below(-margin - size);
  }
}
