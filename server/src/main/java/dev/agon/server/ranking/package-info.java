/**
 * Batches of votes, the workers that rank them, and the leaderboard's pages. Rankers claim studies
 * by lease rows with a fencing number; the bus only wakes them.
 */
package dev.agon.server.ranking;
