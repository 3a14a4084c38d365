package dev.agon.server.study.crowd;

import dev.agon.server.study.overview.Rate;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * An annotator and how they vote.
 *
 * @param id the annotator's row
 * @param excludedAt null while they take part
 * @param votes votes of theirs that stand
 * @param left the share of their decided votes for the response shown first
 * @param ties the share of "about equal" among their votes
 * @param seconds the median time they took for a vote; null when no vote tells
 * @param skips pairs they skipped
 */
record CrowdRow(
    long id,
    String pseudonym,
    String kind,
    OffsetDateTime joinedAt,
    @Nullable OffsetDateTime excludedAt,
    @Nullable String reason,
    long votes,
    Rate left,
    Rate ties,
    @Nullable Double seconds,
    @Nullable OffsetDateTime lastVote,
    long skips) {}
