package dev.agon.analysis;

import java.util.List;
import java.util.Optional;

/** The analyses that there are, in the order in which people see them. */
public final class Analyses {
  /** All of them. */
  public static final List<Analysis> ALL =
      List.of(new AgreementAnalysis(), new WinRatesAnalysis(), new FragilityAnalysis());

  private Analyses() {}

  /** The analysis of a name; empty if there is none. */
  public static Optional<Analysis> find(String name) {
    return ALL.stream().filter(analysis -> analysis.name().equals(name)).findFirst();
  }

  /** Their names, with commas between. */
  public static String names() {
    return String.join(", ", ALL.stream().map(Analysis::name).toList());
  }
}
