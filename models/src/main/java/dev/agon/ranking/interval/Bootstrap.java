package dev.agon.ranking.interval;

import dev.agon.numeric.Poisson;
import dev.agon.preference.PairCounts;
import dev.agon.ranking.BothBad;
import dev.agon.ranking.Clustering;
import dev.agon.ranking.Prior;
import dev.agon.ranking.fit.Cholesky;
import dev.agon.ranking.fit.Fit;
import dev.agon.ranking.fit.FitRun;
import dev.agon.ranking.fit.PairColumns;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Fits of resampled votes. Every round has a random stream of its own, so that the same seed gives
 * the same draws whatever the number of threads; rounds run on the common pool. A resample that
 * determines no finite strengths gets the weak prior of {@link Prior}.
 */
public final class Bootstrap {
  private final Fit fit;
  private final PairColumns pairs;
  private final @Nullable Cholesky factor;
  private final AtomicInteger undetermined = new AtomicInteger();

  private Bootstrap(PairCounts counts, Fit fit) {
    this.fit = fit;
    this.pairs = new PairColumns(counts, fit.options().bothBad());
    boolean determined = fit.prior() == null;
    FitRun run = new FitRun(fit.items(), pairs, fit.options(), determined);
    run.from(fit);
    this.factor = run.factor;
  }

  /**
   * Takes votes as independent: each cell of equal votes is drawn from a Poisson distribution with
   * its number of votes as the mean.
   *
   * @param rounds at least 1
   */
  public static Draws ofVotes(PairCounts counts, Fit fit, int rounds, long seed) {
    Bootstrap bootstrap = new Bootstrap(counts, fit);
    @Nullable Cell[][] cells = bootstrap.cells();
    return bootstrap.draws(
        rounds, seed, (random, drawn) -> bootstrap.drawVotes(cells, random, drawn));
  }

  /**
   * Takes clusters as independent, their votes staying together: as many clusters as there are,
   * with replacement (Field and Welsh 2007, Journal of the Royal Statistical Society B 69,
   * 369-390).
   *
   * @param rounds at least 1
   */
  public static Draws ofClusters(
      PairCounts counts, Fit fit, Clusters clusters, int rounds, long seed) {
    Bootstrap bootstrap = new Bootstrap(counts, fit);
    return bootstrap.draws(
        rounds, seed, (random, drawn) -> bootstrap.drawClusters(clusters, random, drawn));
  }

  /** Fills the columns of a resample. */
  private interface Resample {
    void draw(SplittableRandom random, double[][] drawn);
  }

  private Draws draws(int rounds, long seed, Resample resample) {
    long[] seeds = new SplittableRandom(seed).longs(rounds).toArray();
    double[][] draws =
        Arrays.stream(seeds)
            .parallel()
            .mapToObj(own -> round(new SplittableRandom(own), resample))
            .toArray(double[][]::new);
    return new Draws(fit.logStrengths(), draws, undetermined.get());
  }

  private double[] round(SplittableRandom random, Resample resample) {
    double[][] drawn = new double[3][pairs.pairs()];
    resample.draw(random, drawn);
    PairColumns again = pairs.with(drawn[0], drawn[1], drawn[2]);
    boolean determined = fit.prior() == null && isDetermined(drawn);
    if (!determined) {
      undetermined.incrementAndGet();
    }
    FitRun run = new FitRun(fit.items(), again, fit.options(), determined);
    boolean follows = factor != null && run.fitsTies == fit.fitsTies() && determined;
    return follows && factor != null ? run.strengths(fit, factor) : run.from(fit).logStrengths();
  }

  private boolean isDetermined(double[][] drawn) {
    return keepsEdges(drawn)
        || FitRun.determined(pairs.with(drawn[0], drawn[1], drawn[2]), fit.options());
  }

  /** Whether every outcome that a pair has in the votes it also has in the resample. */
  private boolean keepsEdges(double[][] drawn) {
    for (int i = 0; i < pairs.pairs(); i++) {
      if ((pairs.wins[i] > 0 && drawn[0][i] == 0)
          || (pairs.losses[i] > 0 && drawn[1][i] == 0)
          || (pairs.ties[i] > 0 && drawn[2][i] == 0)) {
        return false;
      }
    }
    return true;
  }

  private void drawVotes(@Nullable Cell[][] cells, SplittableRandom random, double[][] drawn) {
    for (int outcome = 0; outcome < cells.length; outcome++) {
      for (int i = 0; i < pairs.pairs(); i++) {
        Cell cell = cells[outcome][i];
        drawn[outcome][i] = cell == null ? 0 : cell.each * cell.votes.draw(random);
      }
    }
  }

  /**
   * Votes of one pair and outcome: of equal weight, or with unequal ones of the mean that has their
   * variance.
   */
  private record Cell(double each, Poisson votes) {}

  private @Nullable Cell[][] cells() {
    return new @Nullable Cell[][] {
      cells(pairs.wins, pairs.squaredWins),
      cells(pairs.losses, pairs.squaredLosses),
      cells(pairs.ties, pairs.squaredTies)
    };
  }

  private static @Nullable Cell[] cells(double[] weight, double[] squared) {
    @Nullable Cell[] cells = new Cell[weight.length];
    for (int i = 0; i < weight.length; i++) {
      double each = weight[i] == 0 ? 0 : squared[i] / weight[i];
      cells[i] = weight[i] == 0 ? null : new Cell(each, new Poisson(weight[i] / each));
    }
    return cells;
  }

  private void drawClusters(Clusters clusters, SplittableRandom random, double[][] drawn) {
    int[] times = new int[clusters.size()];
    for (int i = 0; i < times.length; i++) {
      times[random.nextInt(times.length)]++;
    }
    for (int cluster = 0; cluster < times.length; cluster++) {
      int end = times[cluster] == 0 ? 0 : clusters.start[cluster + 1];
      for (int cell = clusters.start[cluster]; cell < end; cell++) {
        int row = pairs.row[clusters.pair[cell]];
        int outcome = clusters.outcome[cell];
        boolean counts = outcome <= 3 || fit.options().bothBad() == BothBad.TIE;
        if (row >= 0 && counts) {
          drawn[Math.min(outcome, 3) - 1][row] += times[cluster] * clusters.weight[cell];
        }
      }
    }
  }

  /**
   * The uncertainty that draws show, for a board with bootstrap intervals: their covariance in
   * place of a clustered sandwich, times G / (G - 1) for G clusters, with what a prior adds to a
   * sandwich and all that {@link Uncertainty} amends, and Student's t. Where some resamples
   * determine no finite strengths, so that the prior draws them together, no variance is below the
   * sandwich's.
   *
   * @param clustering how the draws were made
   * @param clusters those that were drawn, or null for votes
   */
  public static Uncertainty uncertainty(
      PairCounts counts, Fit fit, Draws draws, Clustering clustering, @Nullable Clusters clusters) {
    PairColumns pairs = new PairColumns(counts, fit.options().bothBad());
    double[][] matrix = new double[pairs.items()][pairs.items()];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix.length; j++) {
        matrix[i][j] = draws.covariance(pairs.item[i], pairs.item[j]);
      }
    }
    return Sandwich.drawn(counts, fit, draws, matrix, clustering, clusters);
  }
}
