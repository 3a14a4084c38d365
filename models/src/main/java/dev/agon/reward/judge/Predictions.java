package dev.agon.reward.judge;

import dev.agon.reward.loss.Softplus;
import dev.agon.reward.pairs.PreferencePairs;
import dev.agon.reward.pairs.Split;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The differences that learners gave the tested pairs, gathered over splits. */
final class Predictions {
  private final int rows;
  private final int criteria;
  private final double[][] model;
  private final double[][] swapped;
  private final Map<String, double[][]> baselines = new HashMap<>();
  private final List<double[][]> parts = new ArrayList<>();
  private final List<Long> partPairs = new ArrayList<>();

  Predictions(PreferencePairs pairs, List<String> baselines) {
    rows = pairs.rows();
    criteria = pairs.criteria().size();
    model = new double[criteria][rows];
    swapped = new double[criteria][rows];
    baselines.forEach(name -> this.baselines.put(name, new double[criteria][rows]));
  }

  /** Keeps what the model says of rows and, after them, of the same rows swapped. */
  void model(int[] tested, double[][] differences) {
    put(model, tested, differences, 0);
    put(swapped, tested, differences, tested.length);
  }

  void baseline(String name, int[] tested, double[][] differences) {
    put(column(name), tested, differences, 0);
  }

  /** Keeps what the model says after learning from some of the training rows. */
  void part(int part, int[] tested, int trained, double[][] differences) {
    while (parts.size() <= part) {
      parts.add(new double[criteria][rows]);
      partPairs.add(0L);
    }
    put(parts.get(part), tested, differences, 0);
    partPairs.set(part, partPairs.get(part) + trained);
  }

  Judged judged(PreferencePairs test, int[] tested, int criterion) {
    return judged(model, test, tested, criterion);
  }

  Judged judged(String baseline, PreferencePairs test, int[] tested, int criterion) {
    return judged(column(baseline), test, tested, criterion);
  }

  /** The largest {@code |P(a over b) + P(b over a) - 1|}. */
  double asymmetry(int[] tested, int criterion) {
    double most = 0;
    for (int row : tested) {
      double both =
          Softplus.sigmoid(model[criterion][row]) + Softplus.sigmoid(swapped[criterion][row]);
      most = Math.max(most, Math.abs(both - 1));
    }
    return most;
  }

  LearningCurve curve(
      PreferencePairs test, int[] tested, List<Split> splits, int criterion, PairMetrics whole) {
    List<LearningCurve.Point> points = new ArrayList<>();
    for (int part = 0; part < parts.size(); part++) {
      int trained = (int) (partPairs.get(part) / splits.size());
      Judged judged = judged(parts.get(part), test, tested, criterion);
      if (trained > 0) {
        points.add(new LearningCurve.Point(trained, PairMetrics.of(judged).accuracy()));
      }
    }
    double trained = splits.stream().mapToInt(split -> split.train().length).average().orElse(0);
    points.add(new LearningCurve.Point((int) trained, whole.accuracy()));
    return LearningCurve.of(points);
  }

  private double[][] column(String name) {
    double[][] column = baselines.get(name);
    if (column == null) {
      throw new IllegalArgumentException("no baseline '" + name + "'");
    }
    return column;
  }

  private static Judged judged(double[][] of, PreferencePairs test, int[] tested, int criterion) {
    double[] differences = new double[tested.length];
    for (int i = 0; i < tested.length; i++) {
      differences[i] = of[criterion][tested[i]];
    }
    return Judged.of(test, criterion, differences);
  }

  private static void put(double[][] to, int[] tested, double[][] differences, int from) {
    for (int c = 0; c < to.length; c++) {
      for (int i = 0; i < tested.length; i++) {
        to[c][tested[i]] = differences[c][from + i];
      }
    }
  }
}
