package dev.agon.server.comparison.draw;

/** An annotator at work in a study. */
public record Seat(long study, long annotator) {}
