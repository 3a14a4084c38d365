package dev.agon.ranking.terms;

import dev.agon.preference.LongIndex;
import dev.agon.ranking.interval.EffectiveNumber;
import dev.agon.ranking.interval.Moderated;
import dev.agon.ranking.interval.NoInterval;
import dev.agon.ranking.interval.Wilson;
import dev.agon.ranking.terms.LengthControlled.Judgement;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Intervals of win rates. A rate's variance is that of the sum of clusters' influences, times G /
 * (G - 1), clusters being prompts and, where annotators are known, annotators, whichever gives
 * more; {@link Moderated} as scores' are, with what independent judgements would give times the
 * design effect of all generators, and never below what independent judgements would give. Those
 * are of the judgements seen and a few more, so that no variance vanishes where all say the same.
 * The interval is {@link Wilson}'s.
 */
final class RateIntervals {
  /** Judgements that are added at 0 and at 1. */
  private static final double SMOOTHING = 0.25;

  /**
   * The same for the spread where there are ties: ten ties may well come of a rate of .575 (Agresti
   * and Coull 1998, The American Statistician 52, 119-126, of the share that is no tie).
   */
  private static final double BESIDE_TIES = 1;

  private final List<Judgement> judgements;
  private final LengthModel model;
  private final Clustered[] clusterings;
  private final Figures[] raw;
  private final Figures[] controlled;
  private final Moderated moderated;
  private final double quantile;
  private final boolean refused;

  /** Judgements by cluster, and the number of clusters if all had the same weight. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Clustered(int[] cluster, int clusters, double even) {}

  /** A rate about which an interval is; the variances seen and of independent judgements. */
  private record Figures(double rate, double smoothed, double seen, double alone) {
    static final Figures NONE = new Figures(0, 0.5, 0, 0);
  }

  RateIntervals(List<Judgement> judgements, LengthModel model) {
    this.judgements = List.copyOf(judgements);
    this.model = model;
    boolean named = judgements.stream().anyMatch(judgement -> judgement.annotator() >= 0);
    Clustered prompts = clustered(judgements, Judgement::prompt);
    this.clusterings =
        named
            ? new Clustered[] {prompts, clustered(judgements, Judgement::annotator)}
            : new Clustered[] {prompts};
    double even = Arrays.stream(clusterings).mapToDouble(Clustered::even).min().orElse(0);
    this.moderated = Moderated.of(even);
    this.quantile = moderated.quantile();
    this.refused = reason(judgements) != null;
    this.raw = new Figures[model.generators];
    this.controlled = new Figures[model.generators];
    for (int generator = 0; generator < model.generators; generator++) {
      figures(generator);
    }
  }

  static @Nullable NoInterval reason(List<Judgement> judgements) {
    NoInterval few = null;
    if (judgements.stream().anyMatch(judgement -> judgement.annotator() >= 0)) {
      few = reason(true, clustered(judgements, Judgement::annotator));
    }
    return few == null ? reason(false, clustered(judgements, Judgement::prompt)) : few;
  }

  private static @Nullable NoInterval reason(boolean annotators, Clustered by) {
    return NoInterval.ofFew(annotators, by.clusters, by.even);
  }

  private static Clustered clustered(List<Judgement> judgements, ToLongFunction<Judgement> name) {
    LongIndex index = new LongIndex();
    int[] cluster = new int[judgements.size()];
    double[] held = new double[judgements.size()];
    for (int row = 0; row < cluster.length; row++) {
      long named = name.applyAsLong(judgements.get(row));
      cluster[row] = index.number(named < 0 ? -1L - row : named);
      held[cluster[row]] += judgements.get(row).weight();
    }
    return new Clustered(cluster, index.size(), EffectiveNumber.of(held));
  }

  private void figures(int generator) {
    double weight = 0;
    double squares = 0;
    double won = 0;
    boolean ties = false;
    for (Judgement judgement : judgements) {
      if (judgement.generator() == generator) {
        weight += judgement.weight();
        squares += judgement.weight() * judgement.weight();
        won += judgement.weight() * judgement.preference();
        ties |= judgement.preference() == 0.5;
      }
    }
    if (weight == 0) {
      raw[generator] = Figures.NONE;
      controlled[generator] = Figures.NONE;
      return;
    }
    double unit = squares / weight;
    double rate = won / weight;
    double spread = spread(generator, rate, weight, unit * (ties ? BESIDE_TIES : SMOOTHING));
    double more = unit * SMOOTHING;
    double smoothed = (won + more) / (weight + 2 * more);
    double[] member = new double[judgements.size()];
    for (int row = 0; row < member.length; row++) {
      Judgement judgement = judgements.get(row);
      boolean its = judgement.generator() == generator;
      member[row] = its ? judgement.weight() * (judgement.preference() - rate) / weight : 0;
    }
    raw[generator] = new Figures(rate, smoothed, variance(member), spread * unit / weight);
    double free = Math.clamp(model.controlled(generator) + model.pull(generator), 0, 1);
    double even = rate == 0 || rate == 1 ? rate : free;
    double evenSmoothed = (even * weight + more) / (weight + 2 * more);
    double scaled = spread * evenSmoothed * (1 - evenSmoothed) / (smoothed * (1 - smoothed));
    double[] influences = model.influences(generator);
    double alone =
        Math.max(
            scaled * unit / weight,
            Arrays.stream(influences).map(influence -> influence * influence).sum());
    controlled[generator] = new Figures(even, evenSmoothed, variance(influences), alone);
  }

  /** The variance of one judgement, some being added. */
  private double spread(int generator, double rate, double weight, double more) {
    double sum = more * (rate * rate + (1 - rate) * (1 - rate));
    for (Judgement judgement : judgements) {
      if (judgement.generator() == generator) {
        sum += judgement.weight() * Math.pow(judgement.preference() - rate, 2);
      }
    }
    return sum / (weight + 2 * more);
  }

  private double variance(double[] influence) {
    double largest = 0;
    for (Clustered by : clusterings) {
      double[] sum = new double[by.clusters];
      for (int row = 0; row < influence.length; row++) {
        sum[by.cluster[row]] += influence[row];
      }
      double factor = by.clusters > 1 ? by.clusters / (by.clusters - 1.0) : 1;
      largest = Math.max(largest, factor * Arrays.stream(sum).map(x -> x * x).sum());
    }
    return largest;
  }

  /** The weighted mean preference. */
  double rate(int generator) {
    return raw[generator].rate();
  }

  Wilson raw(int generator) {
    return interval(raw, generator);
  }

  Wilson controlled(int generator) {
    Wilson interval = interval(controlled, generator);
    double rate = model.controlled(generator);
    return new Wilson(Math.min(rate, interval.low()), Math.max(rate, interval.high()));
  }

  /** The standard error of the controlled rate. */
  double se(int generator) {
    return refused ? Double.NaN : Math.sqrt(variance(controlled, controlled[generator]));
  }

  private Wilson interval(Figures[] all, int generator) {
    Figures figures = all[generator];
    return refused
        ? new Wilson(Double.NaN, Double.NaN)
        : Wilson.of(figures.rate, figures.smoothed, variance(all, figures), quantile);
  }

  private double variance(Figures[] all, Figures figures) {
    double seen = Arrays.stream(all).mapToDouble(Figures::seen).sum();
    double alone = Arrays.stream(all).mapToDouble(Figures::alone).sum();
    return Math.max(figures.alone, moderated.variance(figures.seen, seen / alone * figures.alone));
  }
}
