package dev.agon.cli.rank;

import java.util.List;
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

  VoteColumns columns(List<String> extras) {
    return new VoteColumns(left, right, winner, annotator, comparison, weight, extras);
  }

  boolean hasAnnotator() {
    return annotator != null;
  }

  boolean hasComparison() {
    return comparison != null;
  }
}
