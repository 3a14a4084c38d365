package dev.agon.server.ranking;

import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;

/**
 * The board of one criterion as it was written last.
 *
 * @param watermark the number up to which it counts
 * @param intervalsAt the number up to which its intervals do
 * @param all of all annotators
 * @param people of people alone, in studies where others annotate too
 * @param details of a board that was computed for a slice
 */
public record StoredBoard(
    String method,
    long watermark,
    long intervalsAt,
    OffsetDateTime computedAt,
    Board all,
    Optional<Board> people,
    Optional<SliceFit.Details> details) {
  /**
   * What is known of a study's board.
   *
   * @param generators names of all generators
   * @param before ratings as they were a day before, of generators that had one
   */
  public record Found(
      Optional<StoredBoard> board, Map<Long, String> generators, Map<Long, Double> before) {
    public Found {
      generators = Map.copyOf(generators);
      before = Map.copyOf(before);
    }

    public Found(Optional<StoredBoard> board, Map<Long, String> generators) {
      this(board, generators, Map.of());
    }

    public Found since(Map<Long, Double> ratings) {
      return new Found(board, generators, ratings);
    }

    public Version version() {
      return board.map(StoredBoard::version).orElse(Version.NONE);
    }
  }

  /** Which state of a study's boards is stored: another one has other values. */
  public record Version(long watermark, long intervalsAt) {
    public static final Version NONE = new Version(0, 0);

    /** The event's id and, in quotes, the entity tag: the watermark, then the intervals'. */
    public String id() {
      return watermark + "-" + intervalsAt;
    }
  }

  Version version() {
    return new Version(watermark, intervalsAt);
  }
}
