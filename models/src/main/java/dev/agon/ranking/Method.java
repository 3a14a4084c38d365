package dev.agon.ranking;

import java.util.Arrays;

/** How ratings are estimated from pair counts. */
public enum Method {
  /** Bradley-Terry by maximum likelihood, a tie being half a win for each; {@code BradleyTerry}. */
  BRADLEY_TERRY("bradley-terry"),
  /** Davidson's model of ties by maximum likelihood; {@code Davidson}. */
  DAVIDSON("davidson"),
  /** Rao and Kupper's model of ties by maximum likelihood; {@code RaoKupper}. */
  RAO_KUPPER("rao-kupper");

  private final String label;

  Method(String label) {
    this.label = label;
  }

  /** The name in commands, files and tables. */
  public String label() {
    return label;
  }

  /**
   * The method with this label.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Method of(String label) {
    return Arrays.stream(values())
        .filter(method -> method.label.equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no ranking method is called " + label));
  }
}
