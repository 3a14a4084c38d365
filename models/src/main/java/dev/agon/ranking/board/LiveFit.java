package dev.agon.ranking.board;

import dev.agon.preference.PairCounts;
import dev.agon.ranking.BothBad;
import dev.agon.ranking.Prior;
import dev.agon.ranking.fit.Cholesky;
import dev.agon.ranking.fit.Fit;
import dev.agon.ranking.fit.FitOptions;
import dev.agon.ranking.fit.FitRun;
import dev.agon.ranking.fit.PairColumns;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The fit of counts that change vote by vote. Keeps the columns of pairs, the last fit and the
 * factor of its information, so that a refit after few votes costs a few passes over the pairs and
 * no factorisation.
 */
final class LiveFit {
  private final PairCounts counts;
  private @Nullable PairColumns columns;
  private @Nullable BothBad columnsFor;
  private @Nullable Fit last;
  private @Nullable Cholesky factor;
  private @Nullable Prior factorPrior;
  private boolean determined;

  LiveFit(PairCounts counts) {
    this.counts = counts;
  }

  /** Takes note that a vote on a pair was added or removed. */
  void changed(int pair, boolean removed) {
    if (columns != null && columnsFor != null && !columns.refresh(counts, pair, columnsFor)) {
      columns = null;
    }
    determined &= !removed;
  }

  /** Fits what is counted now. */
  Fit fit(FitOptions options) {
    boolean sameOptions = last != null && last.options().equals(options);
    PairColumns pairs = columns;
    if (pairs == null || columnsFor != options.bothBad()) {
      pairs = new PairColumns(counts, options.bothBad());
      columns = pairs;
      columnsFor = options.bothBad();
      factor = null;
      determined = false;
    }
    determined = (determined && sameOptions) || FitRun.determined(pairs, options);
    FitRun run = new FitRun(counts.items(), pairs, options, determined);
    Fit before = last;
    Cholesky known = factor;
    boolean reusable =
        sameOptions
            && before != null
            && before.fitsTies() == run.fitsTies
            && Objects.equals(factorPrior, run.prior());
    Fit fit =
        reusable && before != null && known != null ? run.from(before, known) : run.from(before);
    last = fit;
    factor = run.factor;
    factorPrior = run.prior();
    return fit;
  }
}
