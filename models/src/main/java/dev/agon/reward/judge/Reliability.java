package dev.agon.reward.judge;

import dev.agon.reward.loss.Softplus;
import java.util.ArrayList;
import java.util.List;

/**
 * How far confidence is from being right, over equal bins of confidence from 1/2 to 1 (expected
 * calibration error, as MORE, arXiv 2312.07401, measures reward models). Pairs that are ties count
 * a half.
 *
 * @param error the mean distance of hits from confidence over bins, weighted by the bins' pairs
 * @param bins from 1/2 on; empty ones have no confidence and no hits (0)
 */
public record Reliability(double error, List<Bin> bins) {
  /** The number of bins. */
  public static final int BINS = 10;

  /**
   * One bin.
   *
   * @param from its lowest confidence
   * @param to its highest
   * @param weight the weight of its pairs
   * @param confidence their mean confidence
   * @param hits the share of them where the preferred side was right
   */
  public record Bin(double from, double to, double weight, double confidence, double hits) {}

  public Reliability {
    bins = List.copyOf(bins);
  }

  /** Bins the pairs by {@code sigma(|d|)}. */
  public static Reliability of(Judged judged) {
    double[] weight = new double[BINS];
    double[] confidence = new double[BINS];
    double[] hits = new double[BINS];
    double mass = 0;
    for (int i = 0; i < judged.pairs(); i++) {
      double d = judged.difference(i);
      double sure = Softplus.sigmoid(Math.abs(d));
      int bin = Math.min(BINS - 1, (int) ((sure - 0.5) * 2 * BINS));
      double w = judged.weight(i);
      double label = judged.label(i);
      weight[bin] += w;
      confidence[bin] += w * sure;
      hits[bin] += w * (d > 0 ? label : d < 0 ? 1 - label : 0.5);
      mass += w;
    }
    List<Bin> bins = new ArrayList<>();
    double error = 0;
    for (int bin = 0; bin < BINS; bin++) {
      double w = Math.max(weight[bin], Double.MIN_NORMAL);
      double from = 0.5 + 0.5 * bin / BINS;
      bins.add(new Bin(from, from + 0.5 / BINS, weight[bin], confidence[bin] / w, hits[bin] / w));
      error += Math.abs(hits[bin] - confidence[bin]) / mass;
    }
    return new Reliability(error, bins);
  }
}
