package dev.agon.server.comparison;

/** An annotator at work in a study. */
record Seat(long study, long annotator) {}
