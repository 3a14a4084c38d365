package dev.agon.cli.rank.file;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which columns of a file say what votes belong together. */
public final class GroupingOptions {
  @Option(
      names = "--comparison",
      paramLabel = "COLUMN",
      description = "Column of what was judged; clusters the intervals.")
  private @Nullable String comparison;

  @Option(
      names = "--ballot",
      paramLabel = "COLUMN",
      description =
          "Column whose values tell rankings apart, for plackett-luce: the rows of one ranking"
              + " stand together (none: each row is a ranking of two).")
  private @Nullable String ballot;

  public @Nullable String comparison() {
    return comparison;
  }

  public @Nullable String ballot() {
    return ballot;
  }

  public boolean hasComparison() {
    return comparison != null;
  }
}
