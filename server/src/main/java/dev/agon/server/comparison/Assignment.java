package dev.agon.server.comparison;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/**
 * A place held by an annotator.
 *
 * @param token the fencing token, also the public name of the assignment
 * @param presentation positions of the comparison's responses in the order shown
 * @param revision the revision that a vote on it replaces, 0 for none
 */
record Assignment(
    UUID token,
    int slot,
    long comparison,
    List<Integer> presentation,
    int revision,
    OffsetDateTime leasedAt,
    OffsetDateTime deadline) {}
