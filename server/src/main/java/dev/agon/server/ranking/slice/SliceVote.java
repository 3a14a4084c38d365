package dev.agon.server.ranking.slice;

import dev.agon.preference.Outcome;
import dev.agon.server.core.AnnotatorKind;
import java.time.OffsetDateTime;

/**
 * A judgement of a slice, seen as on the screen.
 *
 * @param left the generator of the response that was shown first
 * @param right the generator of the other, another one
 * @param outcome first where the left one was preferred
 * @param weight how much it counts, above 0
 * @param leftStyle of the response that was shown first
 * @param rightStyle of the other
 */
record SliceVote(
    long annotator,
    AnnotatorKind kind,
    long comparison,
    long left,
    long right,
    Outcome outcome,
    double weight,
    long number,
    OffsetDateTime sentAt,
    Style leftStyle,
    Style rightStyle) {}
