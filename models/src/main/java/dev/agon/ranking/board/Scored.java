package dev.agon.ranking.board;

/**
 * One item of a {@link ScoreBoard}. Ranks are among the items of its group.
 *
 * @param item its number
 * @param score in the board's unit; a higher one is better
 * @param se its standard error; NaN where the board has no intervals
 * @param low the lower end of its 95 % interval, at most the score; NaN without one
 * @param high the upper end, at least the score; NaN without one
 * @param rankLow the best rank it may have: 1 + the number of items that are surely better
 * @param rankHigh the worst rank it may have: the number of items less those surely worse
 * @param group its group in {@link ScoreBoard#groups}, from 0
 */
public record Scored(
    int item,
    double score,
    double se,
    double low,
    double high,
    int rankLow,
    int rankHigh,
    int group) {}
