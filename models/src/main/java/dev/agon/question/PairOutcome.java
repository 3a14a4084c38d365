package dev.agon.question;

import dev.agon.preference.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What an answer says of two of the responses under one criterion.
 *
 * @param criterion the criterion's name
 * @param first a place on the screen, from 1
 * @param second another one
 * @param strength 1 (slightly) to 4, where the question asks for it
 * @param weight how much it counts, above 0: the outcomes of one ranking depend on each other
 */
public record PairOutcome(
    String criterion,
    int first,
    int second,
    Outcome outcome,
    @Nullable Integer strength,
    double weight) {}
