package dev.agon.server.sql;

/** What several features ask of the table of places. */
public final class Places {
  /**
   * The condition that the lease of the leased place {@code p} is over: its deadline has passed, or
   * it was given while the clock was ahead and says nothing. No lease is longer than a day.
   */
  public static final String LEASE_OVER =
      "(p.deadline < now() or p.deadline > now() + interval '1 day' or p.leased_at > now())";

  private Places() {}
}
