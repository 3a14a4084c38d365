package dev.agon.agreement;

import dev.agon.preference.LongIndex;
import dev.agon.preference.Names;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The values that annotators gave to units. At levels above nominal the values are numbers, and
 * categories are in their order.
 */
public final class Codings {
  private final Level level;
  private final String[] categories;
  private final double[] numbers;
  private final List<int[]> annotators;
  private final List<int[]> values;
  private final Names names;

  private Codings(
      Level level,
      String[] categories,
      double[] numbers,
      List<int[]> annotators,
      List<int[]> values,
      Names names) {
    this.level = level;
    this.categories = categories;
    this.numbers = numbers;
    this.annotators = annotators;
    this.values = values;
    this.names = names;
  }

  /** Gathers codings. */
  public static final class Builder {
    private final Level level;
    private final Names units = new Names();
    private final Names annotators = new Names();
    private final Names categories = new Names();
    private final LongIndex seen = new LongIndex();
    private final List<List<int[]>> codings = new ArrayList<>();

    /** Nothing gathered yet. */
    public Builder(Level level) {
      this.level = level;
    }

    /**
     * Adds what an annotator said of a unit.
     *
     * @throws IllegalArgumentException when the annotator has said something of it before, or the
     *     level needs a finite number and the value is none
     */
    public Builder add(String unit, String annotator, String value) {
      if (level != Level.NOMINAL) {
        number(value);
      }
      int at = units.number(unit);
      int who = annotators.number(annotator);
      int known = seen.size();
      if (seen.number((long) at << 32 | who) < known) {
        throw new IllegalArgumentException(annotator + " has two values on " + unit);
      }
      if (at == codings.size()) {
        codings.add(new ArrayList<>());
      }
      codings.get(at).add(new int[] {who, categories.number(value)});
      return this;
    }

    private static double number(String value) {
      try {
        double number = Double.parseDouble(value);
        if (Double.isFinite(number)) {
          return number;
        }
      } catch (NumberFormatException _) {
        throw new IllegalArgumentException("'" + value + "' is not a number");
      }
      throw new IllegalArgumentException("'" + value + "' is not a finite number");
    }

    /** What was gathered. */
    public Codings build() {
      int q = categories.size();
      double[] unsorted =
          IntStream.range(0, q)
              .mapToDouble(i -> level == Level.NOMINAL ? i : number(categories.name(i)))
              .toArray();
      double[] numbers = Arrays.stream(unsorted).sorted().distinct().toArray();
      String[] labels = new String[numbers.length];
      int[] place = new int[q];
      for (int i = 0; i < q; i++) {
        place[i] = Arrays.binarySearch(numbers, unsorted[i]);
        labels[place[i]] = categories.name(i);
      }
      List<int[]> who = new ArrayList<>();
      List<int[]> what = new ArrayList<>();
      for (List<int[]> unit : codings) {
        who.add(unit.stream().mapToInt(coding -> coding[0]).toArray());
        what.add(unit.stream().mapToInt(coding -> place[coding[1]]).toArray());
      }
      return new Codings(level, labels, numbers, who, what, annotators);
    }
  }

  /** The units with these numbers, in this order, as often as they are named. */
  Codings resampled(int[] units) {
    List<int[]> who = new ArrayList<>(units.length);
    List<int[]> what = new ArrayList<>(units.length);
    for (int unit : units) {
      who.add(annotators.get(unit));
      what.add(values.get(unit));
    }
    return new Codings(level, categories, numbers, who, what, names);
  }

  /** What may be said of two values. */
  public Level level() {
    return level;
  }

  /** The number of units with a value. */
  public int units() {
    return values.size();
  }

  /** The number of units with values of two annotators or more. */
  int pairedUnits() {
    return (int) values.stream().filter(unit -> unit.length > 1).count();
  }

  /** The number of annotators. */
  public int annotators() {
    return names.size();
  }

  /** The name of an annotator by its number. */
  public String annotator(int number) {
    return names.name(number);
  }

  /** The number of values in all. */
  public long size() {
    return values.stream().mapToLong(unit -> unit.length).sum();
  }

  /** The number of different values. */
  public int categories() {
    return categories.length;
  }

  /** The value of a category, as it was written. */
  public String category(int number) {
    return categories[number];
  }

  /** The number that a category stands for; its place at the nominal level. */
  double number(int category) {
    return numbers[category];
  }

  /** Who said something of a unit. */
  int[] annotatorsOf(int unit) {
    return annotators.get(unit);
  }

  /** What they said, as categories. */
  int[] valuesOf(int unit) {
    return values.get(unit);
  }

  /** How many annotators gave each category to a unit. */
  int[] counts(int unit) {
    int[] counts = new int[categories.length];
    for (int value : values.get(unit)) {
      counts[value]++;
    }
    return counts;
  }
}
