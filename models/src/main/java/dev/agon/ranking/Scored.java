package dev.agon.ranking;

/**
 * One item of a {@link ScoreBoard}.
 *
 * @param item its number
 * @param score in the board's unit; a higher one is better
 * @param se its standard error
 * @param low the lower end of its 95 % interval
 * @param high the upper end
 * @param rankLow the best rank it may have: 1 + the number of items that are surely better
 * @param rankHigh the worst rank it may have: the number of items less those surely worse
 */
public record Scored(
    int item, double score, double se, double low, double high, int rankLow, int rankHigh) {}
