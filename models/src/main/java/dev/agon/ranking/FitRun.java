package dev.agon.ranking;

import org.jspecify.annotations.Nullable;

/**
 * One fit of pairs under options: chooses the prior, starts Newton's method, gathers the result.
 */
final class FitRun {
  private final int items;
  private final PairColumns pairs;
  private final FitOptions options;
  private final boolean fitsNu;
  private final @Nullable Prior prior;

  FitRun(int items, PairColumns pairs, FitOptions options, boolean fitsNu, boolean determined) {
    this.items = items;
    this.pairs = pairs;
    this.options = options;
    this.fitsNu = fitsNu;
    this.prior = prior(options.ridge(), determined);
  }

  private static @Nullable Prior prior(double ridge, boolean determined) {
    if (ridge > 0) {
      return new Prior(ridge, Prior.Reason.ASKED);
    }
    return determined ? null : new Prior(Prior.WEAK, Prior.Reason.UNDETERMINED);
  }

  Fit from(@Nullable Fit start) {
    if (pairs.pairs() == 0) {
      return new Fit(options, new double[items], 0, 0, 0, true, prior);
    }
    Newton newton = new Newton(pairs, fitsNu, prior, startingPoint(start));
    newton.run();
    if (!newton.converged && start != null) {
      return from(null);
    }
    double[] logStrength = new double[items];
    for (int i = 0; i < pairs.items(); i++) {
      logStrength[pairs.item[i]] = newton.at[i];
    }
    return new Fit(
        options,
        logStrength,
        newton.nu(),
        newton.logLikelihood(),
        newton.iterations,
        newton.converged,
        prior);
  }

  private double[] startingPoint(@Nullable Fit start) {
    double[] point = new double[pairs.items() + (fitsNu ? 1 : 0)];
    if (start != null) {
      for (int i = 0; i < pairs.items(); i++) {
        point[i] = start.logStrength(pairs.item[i]);
      }
      if (fitsNu && start.fitsNu()) {
        point[pairs.items()] = Math.log(start.nu());
      }
    }
    return point;
  }
}
