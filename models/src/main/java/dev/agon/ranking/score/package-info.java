/**
 * Rankings that are computed from pair counts without a likelihood: counting, average win rate,
 * eigenvector, PageRank, rank centrality, ranked pairs.
 */
package dev.agon.ranking.score;
