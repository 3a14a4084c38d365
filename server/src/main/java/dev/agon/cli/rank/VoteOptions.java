package dev.agon.cli.rank;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which columns of a file say what of a vote. */
final class VoteOptions {
  @Option(
      names = "--left",
      paramLabel = "COLUMN",
      description = "Column of the first item (default: ${DEFAULT-VALUE}).")
  private String left = "left";

  @Option(
      names = "--right",
      paramLabel = "COLUMN",
      description = "Column of the second item (default: ${DEFAULT-VALUE}).")
  private String right = "right";

  @Option(
      names = "--winner",
      paramLabel = "COLUMN",
      description = "Column of the winner (default: ${DEFAULT-VALUE}).")
  private String winner = "winner";

  @Option(
      names = "--annotator",
      paramLabel = "COLUMN",
      description = "Column of who voted; clusters the intervals.")
  private @Nullable String annotator;

  @Option(
      names = "--comparison",
      paramLabel = "COLUMN",
      description = "Column of what was judged; clusters the intervals.")
  private @Nullable String comparison;

  @Option(
      names = "--weight",
      paramLabel = "COLUMN",
      description = "Column of the votes' weights, above 0 (none: each counts 1).")
  private @Nullable String weight;

  @Option(
      names = "--ballot",
      paramLabel = "COLUMN",
      description =
          "Column whose values tell rankings apart, for plackett-luce: the rows of one ranking"
              + " stand together (none: each row is a ranking of two).")
  private @Nullable String ballot;

  @Option(
      names = "--where",
      paramLabel = "COLUMN=VALUE",
      description = "Read only the rows whose column has this value; may be given several times.")
  private Map<String, String> where = new LinkedHashMap<>();

  VoteColumns columns(List<String> extras) {
    List<String> all = new ArrayList<>(extras);
    if (ballot != null) {
      all.add(ballot);
    }
    return new VoteColumns(left, right, winner, annotator, comparison, weight, all, where);
  }

  @Nullable String ballot() {
    return ballot;
  }

  boolean hasAnnotator() {
    return annotator != null;
  }

  boolean hasComparison() {
    return comparison != null;
  }
}
