package dev.agon.ranking.terms;

import dev.agon.preference.PairCounts;
import dev.agon.preference.VoteTable;
import dev.agon.ranking.Clustering;
import dev.agon.ranking.fit.Fit;
import dev.agon.ranking.fit.FitOptions;
import dev.agon.ranking.fit.FitRun;
import dev.agon.ranking.fit.PairColumns;
import dev.agon.ranking.interval.StrengthFit;
import dev.agon.ranking.interval.Uncertainty;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Bradley-Terry's, Davidson's or Rao and Kupper's likelihood with {@link Term}s, fitted to votes
 * one by one: the difference of log-strengths is that of the items plus the terms' effects (as in
 * Springall 1973, Applied Statistics 22, 59-68; style control and contextual models of arenas). It
 * exists where the votes alone determine the items' strengths and no covariate separates outcomes;
 * otherwise a weak normal prior is used and reported.
 */
public final class TermFit {
  /**
   * One effect of a term.
   *
   * @param term the term's name
   * @param value in natural log-odds for a unit of its column
   * @param se its standard error
   * @param low the lower end of the 95 % interval
   * @param high the upper end
   */
  public record Effect(String term, double value, double se, double low, double high) {}

  private final FitOptions options;
  private final TermLikelihood likelihood;
  private final StrengthFit result;

  private TermFit(FitOptions options, TermLikelihood likelihood, StrengthFit result) {
    this.options = options;
    this.likelihood = likelihood;
    this.result = result;
  }

  /**
   * Fits a table of votes.
   *
   * @throws IllegalArgumentException when a term's column has not as many values as there are votes
   */
  public static TermFit of(VoteTable table, FitOptions options, List<Term> terms) {
    TermLikelihood likelihood = new TermLikelihood(table, options, terms);
    PairColumns pairs = new PairColumns(PairCounts.of(table), options.bothBad());
    boolean determined = FitRun.determined(pairs, options);
    return new TermFit(
        options, likelihood, StrengthFit.maximum(likelihood, options.ridge(), determined));
  }

  /** The strengths, as a fit of pair counts would give them. */
  public Fit fit() {
    double[] strengths =
        IntStream.range(0, result.items()).mapToDouble(result::logStrength).toArray();
    return new Fit(
        options,
        strengths,
        likelihood.tie(result),
        result.logLikelihood(),
        result.iterations(),
        result.converged(),
        result.prior());
  }

  /** The uncertainty of the strengths. */
  public Uncertainty uncertainty(Clustering clustering) {
    return result.uncertainty(clustering);
  }

  /** The effects of covariates, in the order of the terms. */
  public List<Effect> effects(Clustering clustering) {
    List<Effect> effects = new ArrayList<>();
    double quantile = result.uncertainty(clustering).quantile();
    List<String> names = likelihood.effects();
    for (int i = 0; i < names.size(); i++) {
      double value = result.effect(i);
      double se = result.effectError(i, clustering);
      effects.add(
          new Effect(names.get(i), value, se, value - quantile * se, value + quantile * se));
    }
    return effects;
  }

  /** The offset of an item at a level of a term, 0 where no vote tells. */
  public double offset(String term, int level, int item) {
    int parameter = likelihood.offset(term, level, item);
    return parameter < 0 ? 0 : result.effect(parameter - result.items());
  }
}
