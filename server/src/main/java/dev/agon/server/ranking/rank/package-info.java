/** Votes become boards: the ranker's events, its lease, and what it stores. */
package dev.agon.server.ranking.rank;
