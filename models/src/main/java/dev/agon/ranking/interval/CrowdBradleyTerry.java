package dev.agon.ranking.interval;

import dev.agon.preference.PairCounts;
import dev.agon.ranking.BothBad;
import dev.agon.ranking.Method;
import dev.agon.ranking.fit.Fit;
import dev.agon.ranking.fit.FitOptions;
import dev.agon.ranking.fit.FitRun;
import dev.agon.ranking.fit.PairColumns;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bradley-Terry with annotators of different reliability (Chen, Bennett, Collins-Thompson and
 * Horvitz 2013, WSDM, 193-202): with probability eta an annotator answers as the model says, else
 * the other way round; 1 is a perfect annotator, 0.5 a coin, 0 one who has the scale upside down. A
 * tie is half a vote each way. Fitted by expectation maximisation with a Beta(8, 2) prior on each
 * eta, which also settles which way the scale points. Strengths are finite where Bradley-Terry's
 * are; otherwise a weak normal prior is used and reported.
 *
 * <p>Intervals are sandwich intervals clustered by annotator, on the information of the strengths
 * left over by the etas.
 */
public final class CrowdBradleyTerry {
  /** The label of the method in commands, files and tables. */
  public static final String METHOD = "crowd-bt";

  /** The prior's votes for and against an annotator, 8 and 2, less one each. */
  static final double FOR = 7;

  static final double AGAINST = 1;

  private static final int MOST_ITERATIONS = 2000;
  private static final double SMALL = 1e-9;

  private final PairColumns pairs;
  private final Clusters annotators;
  private final FitOptions options;
  private final int items;
  private final double[] eta;

  private CrowdBradleyTerry(PairCounts counts, Clusters annotators, FitOptions options) {
    this.pairs = new PairColumns(counts, options.bothBad());
    this.annotators = annotators;
    this.options = options;
    this.items = counts.items();
    this.eta = new double[annotators.size()];
    Arrays.fill(eta, FOR / (FOR + AGAINST));
  }

  /**
   * The result.
   *
   * @param fit the strengths, under Bradley-Terry's options; its log-likelihood is that of the last
   *     completed votes
   * @param reliability eta of each cluster of the annotators
   * @param uncertainty of the strengths
   * @param converged whether strengths and reliabilities stopped moving
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Result(Fit fit, double[] reliability, Uncertainty uncertainty, boolean converged) {}

  /** Fits votes that are clustered by annotator. */
  public static Result fit(PairCounts counts, Clusters annotators, BothBad bothBad, double ridge) {
    FitOptions options = new FitOptions(Method.BRADLEY_TERRY, bothBad, ridge);
    return new CrowdBradleyTerry(counts, annotators, options).run();
  }

  private Result run() {
    boolean determined = FitRun.determined(pairs, options);
    Fit fit = new FitRun(items, pairs, options, determined).from(null);
    boolean converged = false;
    for (int round = 0; !converged && round < MOST_ITERATIONS; round++) {
      PairColumns completed = complete(fit);
      Fit next = new FitRun(items, completed, options, determined).from(fit);
      converged = moved(fit, next) < SMALL;
      fit = next;
    }
    Uncertainty uncertainty = new CrowdInformation(pairs, annotators, fit, eta).uncertainty();
    return new Result(fit, eta, uncertainty, converged);
  }

  private double moved(Fit before, @Nullable Fit after) {
    double most = 0;
    for (int item = 0; after != null && item < items; item++) {
      most = Math.max(most, Math.abs(before.logStrength(item) - after.logStrength(item)));
    }
    return most;
  }

  /** The expected straight votes at a fit, and every annotator's share of straight votes. */
  private PairColumns complete(Fit fit) {
    double[] wins = new double[pairs.pairs()];
    double[] losses = new double[pairs.pairs()];
    for (int annotator = 0; annotator < eta.length; annotator++) {
      double straight = 0;
      double all = 0;
      for (int cell = annotators.start[annotator]; cell < annotators.start[annotator + 1]; cell++) {
        int row = pairs.row[annotators.pair[cell]];
        double[] share = shares(annotators.outcome[cell], options.bothBad());
        if (row < 0 || share.length == 0) {
          continue;
        }
        double win = win(fit, row);
        double weight = annotators.weight[cell];
        double wonStraight = weight * share[0] * straight(eta[annotator], win);
        double lostStraight = weight * share[1] * straight(eta[annotator], 1 - win);
        wins[row] += wonStraight + weight * share[1] - lostStraight;
        losses[row] += lostStraight + weight * share[0] - wonStraight;
        straight += wonStraight + lostStraight;
        all += weight;
      }
      eta[annotator] = (straight + FOR) / (all + FOR + AGAINST);
    }
    return pairs.with(wins, losses, new double[pairs.pairs()]);
  }

  /** How much of a vote is a win and a loss of the lower item; empty when it does not count. */
  static double[] shares(int outcomeCode, BothBad bothBad) {
    return switch (outcomeCode) {
      case 1 -> new double[] {1, 0};
      case 2 -> new double[] {0, 1};
      case 3 -> new double[] {0.5, 0.5};
      default -> bothBad == BothBad.TIE ? new double[] {0.5, 0.5} : new double[0];
    };
  }

  private double win(Fit fit, int row) {
    double ahead =
        fit.logStrength(pairs.item[pairs.lower[row]])
            - fit.logStrength(pairs.item[pairs.upper[row]]);
    return 1 / (1 + Math.exp(-ahead));
  }

  /** The probability that a vote for an outcome of this probability was given straight. */
  private static double straight(double eta, double win) {
    double straight = eta * win;
    return straight / (straight + (1 - eta) * (1 - win));
  }
}
