/**
 * Ratings from pair counts: Bradley-Terry's and Davidson's models, sandwich intervals, rank ranges,
 * and the state that keeps a ranking live vote by vote.
 */
package dev.agon.ranking;
