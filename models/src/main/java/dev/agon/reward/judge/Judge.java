package dev.agon.reward.judge;

import dev.agon.reward.head.Learner;
import dev.agon.reward.judge.ModelCard.Judgement;
import dev.agon.reward.pairs.PreferencePairs;
import dev.agon.reward.pairs.Split;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Judges a learner on pairs that it did not learn from, beside baselines that learned from the same
 * pairs and are tested on the same.
 */
public final class Judge {
  private static final double[] CURVE = {1.0 / 16, 1.0 / 8, 1.0 / 4, 1.0 / 2};
  private static final int FEWEST_UNSEEN = 20;

  private final Learner model;
  private final PreferencePairs pairs;
  private final Map<String, Learner> baselines = new LinkedHashMap<>();
  private final Map<String, IntPredicate> unseen = new HashMap<>();
  private double[] logLength = new double[0];
  private boolean curve;
  private BiConsumer<Integer, Integer> listener = (_, _) -> {};

  /** Prepares to judge a learner on pairs, beside the constant baseline. */
  public Judge(Learner model, PreferencePairs pairs) {
    this.model = model;
    this.pairs = pairs;
    baselines.put("constant", Baselines.constant());
  }

  /**
   * Adds the length baseline, and measures length bias.
   *
   * @param logLength of each item: the natural logarithm of 1 + its number of characters
   */
  public Judge withLengths(double[] logLength) {
    this.logLength = logLength.clone();
    baselines.put("length", Baselines.length(logLength));
    return this;
  }

  /** Adds a baseline under a name. */
  public Judge against(String name, Learner baseline) {
    baselines.put(name, baseline);
    return this;
  }

  /**
   * Adds a baseline that has seen some of the pairs before, such as the previous version. It and
   * the model are compared on the others alone, and not at all where these are fewer than {@value
   * #FEWEST_UNSEEN}.
   *
   * @param unseen whether it has never seen a row
   */
  public Judge against(String name, Learner baseline, IntPredicate unseen) {
    this.unseen.put(name, unseen);
    return against(name, baseline);
  }

  /** Measures a learning curve too: trains on growing parts of each training side. */
  public Judge withCurve() {
    this.curve = true;
    return this;
  }

  /** Is told how many splits are done of how many. */
  public Judge listening(BiConsumer<Integer, Integer> listener) {
    this.listener = listener;
    return this;
  }

  /**
   * Judges over splits whose tests do not overlap.
   *
   * @param protocol how the splits were made, in words
   * @return by criterion
   * @throws IllegalArgumentException when no pair is tested under some criterion
   */
  public List<Judgement> judge(List<Split> splits, String protocol) {
    int[] tested =
        splits.stream().flatMapToInt(split -> IntStream.of(split.test())).sorted().toArray();
    Predictions predicted = new Predictions(pairs, List.copyOf(baselines.keySet()));
    for (int i = 0; i < splits.size(); i++) {
      Split split = splits.get(i);
      predict(split, predicted);
      listener.accept(i + 1, splits.size());
    }
    List<Judgement> judgements = new ArrayList<>();
    for (int c = 0; c < pairs.criteria().size(); c++) {
      judgements.add(judgement(predicted, splits, tested, c, protocol));
    }
    return judgements;
  }

  private void predict(Split split, Predictions predicted) {
    PreferencePairs train = pairs.select(split.train());
    PreferencePairs test = pairs.select(split.test());
    predicted.model(split.test(), model.differences(train, test.withSwapped()));
    baselines.forEach(
        (name, learner) ->
            predicted.baseline(name, split.test(), learner.differences(train, test)));
    if (curve) {
      for (int part = 0; part < CURVE.length; part++) {
        int[] some = part(split.train(), CURVE[part]);
        PreferencePairs few = pairs.select(some);
        predicted.part(part, split.test(), some.length, model.differences(few, test));
      }
    }
  }

  /** About a share of the training rows, by whole groups, the same ones at every call. */
  private int[] part(int[] rows, double share) {
    return Arrays.stream(rows).filter(row -> spread(pairs.group(row)) < share).toArray();
  }

  private static double spread(int group) {
    return ((group * 0x9E3779B97F4A7C15L) >>> 11) * 0x1p-53;
  }

  private Judgement judgement(
      Predictions predicted, List<Split> splits, int[] tested, int criterion, String protocol) {
    PreferencePairs test = pairs.select(tested);
    Judged judged = predicted.judged(test, tested, criterion);
    Map<String, PairMetrics> figures = new LinkedHashMap<>();
    Map<String, Estimate> advantage = new LinkedHashMap<>();
    for (String name : baselines.keySet()) {
      int[] fair = IntStream.of(tested).filter(unseen.getOrDefault(name, _ -> true)).toArray();
      PreferencePairs rows = pairs.select(fair);
      Judged other = predicted.judged(name, rows, fair, criterion);
      if (unseen.containsKey(name) && other.pairs() < FEWEST_UNSEEN) {
        continue;
      }
      figures.put(name, PairMetrics.of(other));
      advantage.put(name, PairMetrics.advantage(predicted.judged(rows, fair, criterion), other));
    }
    PairMetrics metrics = PairMetrics.of(judged);
    return new Judgement(
        pairs.criteria().get(criterion),
        protocol,
        metrics,
        figures,
        advantage,
        logLength.length == 0 ? null : lengthBias(judged, test, criterion),
        predicted.asymmetry(tested, criterion),
        curve ? predicted.curve(test, tested, splits, criterion, metrics) : null,
        folds(predicted, splits, criterion));
  }

  private LengthBias lengthBias(Judged judged, PreferencePairs test, int criterion) {
    double[] longer =
        IntStream.range(0, test.rows())
            .filter(row -> test.judged(row, criterion))
            .mapToDouble(row -> logLength[test.first(row)] - logLength[test.second(row)])
            .toArray();
    return LengthBias.of(judged, longer);
  }

  private List<ModelCard.Fold> folds(Predictions predicted, List<Split> splits, int criterion) {
    List<ModelCard.Fold> folds = new ArrayList<>();
    for (Split split : splits) {
      Judged judged = predicted.judged(pairs.select(split.test()), split.test(), criterion);
      double[] hits =
          IntStream.range(0, judged.pairs())
              .filter(judged::decided)
              .mapToDouble(judged::hit)
              .toArray();
      folds.add(
          new ModelCard.Fold(
              split.name(),
              split.train().length,
              split.test().length,
              split.purged(),
              Arrays.stream(hits).average().orElse(Double.NaN)));
    }
    return folds;
  }
}
