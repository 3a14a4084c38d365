package dev.agon.server.ranking.rank;

import dev.agon.preference.Outcome;
import dev.agon.server.core.AnnotatorKind;

/**
 * One judgement that a range of events adds to what stands, or takes away from it.
 *
 * @param added whether it stands now; otherwise it stood before and does no longer
 * @param first the generator of the comparison's first response
 * @param second the generator of its second response, another one
 * @param weight how much it counts, above 0
 */
record Change(
    boolean added,
    short criterion,
    long annotator,
    AnnotatorKind kind,
    long comparison,
    long first,
    long second,
    Outcome outcome,
    double weight) {}
