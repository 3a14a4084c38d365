package dev.agon.server.vote;

import java.util.Set;

/** What a study's ballot may say. */
record BallotForm(Set<Integer> criteria, boolean allowTie, boolean allowBothBad) {}
