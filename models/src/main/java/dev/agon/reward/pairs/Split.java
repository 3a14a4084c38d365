package dev.agon.reward.pairs;

/** One division of pairs into training and test. */
public final class Split {
  private final String name;
  private final int[] train;
  private final int[] test;
  private final int purged;

  /**
   * @param name which fold or group is tested
   * @param train rows to train on, ascending
   * @param test rows to test on, ascending
   * @param purged how many rows are in neither, because they share a text with the test
   */
  Split(String name, int[] train, int[] test, int purged) {
    this.name = name;
    this.train = train;
    this.test = test;
    this.purged = purged;
  }

  /** Which fold or group is tested. */
  public String name() {
    return name;
  }

  /** The rows to train on, ascending. */
  public int[] train() {
    return train.clone();
  }

  /** The rows to test on, ascending. */
  public int[] test() {
    return test.clone();
  }

  /** How many rows are in neither, because they share a text with the test. */
  public int purged() {
    return purged;
  }
}
