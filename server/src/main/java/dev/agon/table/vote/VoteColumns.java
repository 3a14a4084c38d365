package dev.agon.table.vote;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names of a vote file's columns; null for one that is not used.
 *
 * @param winner null where a further column says what was preferred
 * @param extras further columns, read as they are
 * @param optional further columns after these, empty in rows that lack them
 * @param only what further columns must say for a row to be read
 */
public record VoteColumns(
    String left,
    String right,
    @Nullable String winner,
    @Nullable String annotator,
    @Nullable String comparison,
    @Nullable String weight,
    List<String> extras,
    List<String> optional,
    Map<String, String> only) {
  public VoteColumns {
    extras = List.copyOf(extras);
    optional = List.copyOf(optional);
    only = Collections.unmodifiableMap(new LinkedHashMap<>(only));
  }

  public VoteColumns(
      String left,
      String right,
      String winner,
      @Nullable String annotator,
      @Nullable String comparison,
      @Nullable String weight,
      List<String> extras) {
    this(left, right, winner, annotator, comparison, weight, extras, List.of(), Map.of());
  }

  /** The names of the columns that votes are read from. */
  List<String> all() {
    List<String> all = new ArrayList<>(List.of(left, right));
    for (String more : Arrays.asList(winner, annotator, comparison, weight)) {
      if (more != null) {
        all.add(more);
      }
    }
    return all;
  }

  /** Whether a file of these columns has one that tells votes apart beside who voted. */
  boolean tellsApart(Collection<String> names) {
    List<String> usual = new ArrayList<>(List.of(left, right));
    usual.add(winner == null ? "winner" : winner);
    usual.add(annotator == null ? "annotator" : annotator);
    return !usual.containsAll(names);
  }
}
