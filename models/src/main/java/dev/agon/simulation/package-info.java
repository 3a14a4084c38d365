/**
 * Seeded, simulated annotators: a choice model with ties and both-bad answers, a crowd that draws
 * each annotator's habits, and utilities that are looked up by a response's text alone.
 */
package dev.agon.simulation;
