package dev.agon.tensor;

/**
 * The state of a training between two steps.
 *
 * @param steps taken so far
 * @param tensors trained weights and the optimizer's moments
 */
public record Snapshot(long steps, Weights tensors) {}
