package dev.agon.ranking.score;

import org.jspecify.annotations.Nullable;

/**
 * How scores move with the votes about some table: the derivative of every score as a sparse vector
 * in a few unknowns, the rows, times one matrix that is the same for all votes.
 *
 * @param scores at that table, by item
 * @param ofShares whether scores are functions of pairs' shares of wins alone, so that how often a
 *     pair was compared moves nothing; else of wins
 * @param rows the number of unknowns
 * @param move what a vote does to them
 * @param spread from rows to items; null where rows are items
 */
@SuppressWarnings("ArrayRecordComponent")
record Slopes(
    double[] scores, boolean ofShares, int rows, Move move, double @Nullable [][] spread) {

  /** What votes do to the unknowns. */
  interface Move {
    /**
     * Adds the effect of a change in the wins of one item over another: by a number of votes, or
     * for functions of shares by a share of the pair's votes, the other's falling by as much.
     */
    void add(int winner, int loser, double by, SparseRow into);
  }
}
