package dev.agon.ranking.board;

/**
 * One item on a leaderboard. Votes are counted, not weighted.
 *
 * @param item its number
 * @param rating on the rating's scale
 * @param logStrength natural log-strength; the mean over the items with counted votes is 0
 * @param se the standard error of the rating, on the rating's scale
 * @param low the lower end of the rating's 95 % interval
 * @param high the upper end
 * @param rankLow the best rank it may have: 1 + the number of items that are surely better, the 95
 *     % interval of the difference excluding 0
 * @param rankHigh the worst rank it may have: the number of ranked items less those surely worse
 * @param votes counted votes on it
 * @param wins votes that prefer it
 * @param losses votes that prefer the other
 * @param ties votes that find both about equal
 * @param bothBad votes that find both bad, whether they count or not
 * @param annotators annotators with counted votes on it; 0 when they are not known
 * @param status how much the rating can be relied on
 * @param group its group in {@link Leaderboard#groups}, from 0; ranks are among its items
 */
public record Standing(
    int item,
    double rating,
    double logStrength,
    double se,
    double low,
    double high,
    int rankLow,
    int rankHigh,
    long votes,
    long wins,
    long losses,
    long ties,
    long bothBad,
    int annotators,
    Status status,
    int group) {}
