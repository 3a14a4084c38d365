package dev.agon.server.sql;

import java.util.UUID;

/**
 * What all leases have in common: a row names its holder, a fence that grows with every new holder,
 * and when the lease ends, by the database's clock. Results are written only under the fence that
 * stands.
 */
public final class Lease {
  /** How long something stays with a holder that no longer renews. */
  public static final double SECONDS = 8;

  /** When a lease ends that is taken or renewed now. */
  public static final String END = "clock_timestamp() + interval '%s seconds'".formatted(SECONDS);

  /** The condition on a row that $2 holds it under fence $3. */
  public static final String UNDER_FENCE =
      "holder = $2 and fence = $3 and expires_at > clock_timestamp()";

  private Lease() {}

  /** A name for a holder that no other ever has. */
  public static String newHolder() {
    return ProcessHandle.current().pid() + "-" + UUID.randomUUID();
  }

  /**
   * The condition that somebody holds a row.
   *
   * @param row the alias of the row
   */
  public static String held(String row) {
    return "coalesce(%s, false)".formatted(Clock.held(row + ".expires_at", SECONDS));
  }

  /**
   * The row as the table {@code held}, locked until the commit, if holder $2 still has it under
   * fence $3.
   *
   * @param columns of the row that are needed
   * @param key the column that equals $1
   */
  public static String lockedUnderFence(String table, String columns, String key) {
    return """
        held as materialized (
          select %s from %s where %s = $1 and %s for update
        )
        """
        .formatted(columns, table, key, UNDER_FENCE);
  }
}
