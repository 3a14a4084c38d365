package dev.agon.simulation;

import dev.agon.preference.Outcome;
import java.time.Duration;

/**
 * What a simulated annotator says of two responses.
 *
 * @param outcome in the order in which the responses were shown
 * @param reading how long the annotator looked at them
 */
public record Decision(Outcome outcome, Duration reading) {}
