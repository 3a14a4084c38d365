/**
 * Analyses of votes: each is one class with its parameters, listed in {@link
 * dev.agon.analysis.Analyses}, and gives a report that any page or command can show.
 */
@NullMarked
package dev.agon.analysis;

import org.jspecify.annotations.NullMarked;
