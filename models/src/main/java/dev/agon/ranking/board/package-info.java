/**
 * Leaderboards: standings with rank ranges, how few votes would change them, and boards kept vote
 * by vote.
 */
package dev.agon.ranking.board;
