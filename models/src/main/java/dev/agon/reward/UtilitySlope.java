package dev.agon.reward;

/** How a model's scale compares to a known utility, in simulations. */
public final class UtilitySlope {
  private UtilitySlope() {}

  /**
   * The slope of the least-squares line of rewards over utilities: 1 where the scale is right,
   * above 1 where differences are overstated, as when ties are dropped.
   *
   * @param rewards of some items
   * @param utilities of the same items, not all equal
   */
  public static double of(double[] rewards, double[] utilities) {
    double reward = 0;
    double utility = 0;
    for (int i = 0; i < rewards.length; i++) {
      reward += rewards[i] / rewards.length;
      utility += utilities[i] / rewards.length;
    }
    double both = 0;
    double spread = 0;
    for (int i = 0; i < rewards.length; i++) {
      both += (rewards[i] - reward) * (utilities[i] - utility);
      spread += (utilities[i] - utility) * (utilities[i] - utility);
    }
    return both / spread;
  }
}
