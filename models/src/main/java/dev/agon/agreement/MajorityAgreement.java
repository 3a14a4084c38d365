package dev.agon.agreement;

import dev.agon.preference.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * How often one annotator says what most others say. The unit is the comparison: where several
 * pairs of its responses were judged, it counts by the share of them that agree, because they
 * depend on each other.
 */
public final class MajorityAgreement {
  private MajorityAgreement() {}

  /**
   * What one annotator and others say of two responses of a comparison.
   *
   * @param comparison any number that stands for it
   * @param own the annotator's judgement
   * @param others how many others give each outcome, by its code from 1
   */
  public record Judged(long comparison, Outcome own, List<Integer> others) {
    public Judged {
      others = List.copyOf(others);
    }

    /** The code of the outcome that more others give than any other one; empty where none is. */
    OptionalInt majority() {
      int most = others.stream().mapToInt(Integer::intValue).max().orElse(0);
      int[] codes = IntStream.range(0, others.size()).filter(k -> others.get(k) == most).toArray();
      return most > 0 && codes.length == 1 ? OptionalInt.of(codes[0] + 1) : OptionalInt.empty();
    }
  }

  private static final class Unit {
    int judged;
    int agreed;
  }

  /**
   * The share of comparisons on which the annotator agrees with the others' majority. Judgements
   * without one are left out.
   *
   * @param judged what was said, comparisons in any order
   * @param step only so many comparisons at a time count, the first of them first: with 20 the
   *     first 20 of 39; 1 for all
   */
  public static Proportion of(List<Judged> judged, int step) {
    Map<Long, Unit> units = new LinkedHashMap<>();
    for (Judged each : judged) {
      OptionalInt majority = each.majority();
      if (majority.isPresent()) {
        Unit unit = units.computeIfAbsent(each.comparison(), _ -> new Unit());
        unit.judged++;
        unit.agreed += each.own().code() == majority.getAsInt() ? 1 : 0;
      }
    }
    int counted = units.size() / step * step;
    double hits =
        units.values().stream()
            .limit(counted)
            .mapToDouble(unit -> (double) unit.agreed / unit.judged)
            .sum();
    return Proportion.of(Math.min(hits, counted), counted);
  }
}
