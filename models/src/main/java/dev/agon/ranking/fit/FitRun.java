package dev.agon.ranking.fit;

import dev.agon.preference.PairCounts;
import dev.agon.ranking.Method;
import dev.agon.ranking.Prior;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * One fit of pairs under options: chooses the prior, starts Newton's method, gathers the result.
 */
public final class FitRun {
  private static final double RESAMPLED = 1e-10;

  private final int items;
  private final PairColumns pairs;
  private final FitOptions options;
  private final @Nullable Prior prior;

  /** Whether a tie parameter is fitted. */
  public final boolean fitsTies;

  /** The factor of the last information, which serves while the parameters move little. */
  public @Nullable Cholesky factor;

  /**
   * A run that has not begun.
   *
   * @param items all of them, at least as many as the pairs have
   * @param determined whether the votes alone have a finite maximum, see {@link #determined}; where
   *     they have none a weak prior is used
   */
  public FitRun(int items, PairColumns pairs, FitOptions options, boolean determined) {
    this.items = items;
    this.pairs = pairs;
    this.options = options;
    this.fitsTies = fitsTies(pairs, options);
    this.prior = prior(options.ridge(), determined);
  }

  /** The run of counts: finds out whether they determine the parameters. */
  static FitRun of(PairCounts counts, FitOptions options) {
    PairColumns pairs = new PairColumns(counts, options.bothBad());
    return new FitRun(counts.items(), pairs, options, determined(pairs, options));
  }

  /** Whether votes alone determine finite strengths and tie parameter. */
  public static boolean determined(PairColumns pairs, FitOptions options) {
    ComparisonGraph graph = new ComparisonGraph(pairs);
    return graph.isStronglyConnected() && !(fitsTies(pairs, options) && graph.letsTiesGrow());
  }

  private static boolean fitsTies(PairColumns pairs, FitOptions options) {
    return options.method() != Method.BRADLEY_TERRY
        && DoubleStream.of(pairs.ties).anyMatch(weight -> weight > 0);
  }

  private static @Nullable Prior prior(double ridge, boolean determined) {
    if (ridge > 0) {
      return new Prior(ridge, Prior.Reason.ASKED);
    }
    return determined ? null : new Prior(Prior.WEAK, Prior.Reason.UNDETERMINED);
  }

  /** The prior that is used, or null for none. */
  public @Nullable Prior prior() {
    return prior;
  }

  /** The fit, from a start or from equal strengths. */
  public Fit from(@Nullable Fit start) {
    if (pairs.pairs() == 0) {
      return new Fit(options, new double[items], 0, 0, 0, true, prior);
    }
    Newton newton = newton(start);
    newton.run();
    return newton.converged || start == null ? gather(newton) : from(null);
  }

  /** The fit from a start, with the factor of an earlier information where that serves. */
  public Fit from(Fit start, Cholesky earlier) {
    if (pairs.pairs() == 0) {
      return from(start);
    }
    Newton newton = newton(start);
    return newton.follow(earlier, 0) ? gather(newton) : from(start);
  }

  /** The log-strengths alone, by item and to 1e-10, with the earlier factor where that serves. */
  public double[] strengths(Fit start, Cholesky earlier) {
    Newton newton = newton(start);
    if (pairs.pairs() == 0 || !newton.follow(earlier, RESAMPLED)) {
      return from(start).logStrengths();
    }
    return strengths(newton);
  }

  private Newton newton(@Nullable Fit start) {
    return new Newton(pairs, options.method(), fitsTies, prior, startingPoint(start));
  }

  private Fit gather(Newton newton) {
    factor = newton.factor;
    return new Fit(
        options,
        strengths(newton),
        newton.tie(),
        newton.logLikelihood(),
        newton.iterations,
        newton.converged,
        prior);
  }

  private double[] strengths(Newton newton) {
    double[] logStrength = new double[items];
    for (int i = 0; i < pairs.items(); i++) {
      logStrength[pairs.item[i]] = newton.at[i];
    }
    return logStrength;
  }

  private double[] startingPoint(@Nullable Fit start) {
    double[] point = new double[pairs.items() + (fitsTies ? 1 : 0)];
    if (fitsTies) {
      point[pairs.items()] = tieStart(start);
    }
    if (start != null) {
      for (int i = 0; i < pairs.items(); i++) {
        point[i] = start.logStrength(pairs.item[i]);
      }
    }
    return point;
  }

  /** The tie parameter of an earlier fit of the same method, else that of equals at this share. */
  private double tieStart(@Nullable Fit start) {
    if (start != null && start.fitsTies() && start.options().method() == options.method()) {
      return start.tieCoordinate();
    }
    double ties = DoubleStream.of(pairs.ties).sum();
    double others = DoubleStream.of(pairs.wins).sum() + DoubleStream.of(pairs.losses).sum();
    return options.method() == Method.RAO_KUPPER
        ? Math.log((others + 2 * ties + 1) / (others + 1))
        : 0;
  }
}
