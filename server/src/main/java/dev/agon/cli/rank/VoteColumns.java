package dev.agon.cli.rank;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names of a vote file's columns; null for one that is not used.
 *
 * @param extras further columns, read as they are
 * @param only what further columns must say for a row to be read
 */
record VoteColumns(
    String left,
    String right,
    String winner,
    @Nullable String annotator,
    @Nullable String comparison,
    @Nullable String weight,
    List<String> extras,
    Map<String, String> only) {
  static final int LEFT = 0;
  static final int RIGHT = 1;
  static final int WINNER = 2;
  static final int ANNOTATOR = 3;
  static final int COMPARISON = 4;
  static final int WEIGHT = 5;
  static final int EXTRAS = 6;

  VoteColumns {
    extras = List.copyOf(extras);
    only = Collections.unmodifiableMap(new LinkedHashMap<>(only));
  }

  VoteColumns(
      String left,
      String right,
      String winner,
      @Nullable String annotator,
      @Nullable String comparison,
      @Nullable String weight,
      List<String> extras) {
    this(left, right, winner, annotator, comparison, weight, extras, Map.of());
  }

  /** The names by the constants above. */
  List<@Nullable String> names() {
    List<@Nullable String> names = new ArrayList<>();
    names.add(left);
    names.add(right);
    names.add(winner);
    names.add(annotator);
    names.add(comparison);
    names.add(weight);
    names.addAll(extras);
    names.addAll(only.keySet());
    return names;
  }
}
