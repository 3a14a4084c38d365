package dev.agon.server.ranking;

import dev.agon.preference.Outcome;
import java.time.OffsetDateTime;

/**
 * A judgement of a slice.
 *
 * @param first the generator of the comparison's first response
 * @param second the generator of its second response, another one
 * @param weight how much it counts, above 0
 * @param firstShownFirst whether the first response was shown before the second
 * @param firstLength characters of the first response; 0 where they were not asked for
 * @param secondLength characters of the second
 */
record SliceVote(
    long annotator,
    AnnotatorKind kind,
    long comparison,
    long first,
    long second,
    Outcome outcome,
    double weight,
    long number,
    OffsetDateTime sentAt,
    boolean firstShownFirst,
    int firstLength,
    int secondLength) {}
