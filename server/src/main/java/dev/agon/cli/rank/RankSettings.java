package dev.agon.cli.rank;

import dev.agon.ranking.Anchor;
import dev.agon.ranking.BothBad;
import dev.agon.ranking.Clustering;
import dev.agon.ranking.Method;
import dev.agon.ranking.RatingScale;
import dev.agon.ranking.fit.FitOptions;
import dev.agon.table.vote.TermColumns;
import org.jspecify.annotations.Nullable;

/**
 * What to do with votes.
 *
 * @param method the label of any method
 * @param rounds of the bootstrap, 0 for intervals without one where the method has them
 * @param period the column of rating periods, or null for one period
 * @param fragility whether to look for the fewest votes that carry the first place
 * @param ballot the column whose values tell rankings apart; null where each row is one
 * @param step by how many points a vote moves an Elo rating at most
 */
record RankSettings(
    String method,
    BothBad bothBad,
    double ridge,
    RatingScale scale,
    @Nullable Anchor anchor,
    Clustering clustering,
    int rounds,
    long seed,
    TermColumns terms,
    @Nullable String period,
    boolean fragility,
    @Nullable String ballot,
    double step) {
  FitOptions options() {
    return new FitOptions(Method.of(method), bothBad, ridge);
  }
}
