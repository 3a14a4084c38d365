package dev.agon.server.training.run;

import dev.agon.preference.Outcome;
import dev.agon.reward.pairs.EnsembleStrength;
import dev.agon.reward.pairs.EnsembleStrength.Bucket;
import dev.agon.reward.pairs.Strengths;
import dev.agon.server.training.run.TrainingData.Judgement;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The comparisons whose votes an ensemble doubts. A comparison is doubted by what most of its votes
 * say: one vote against a majority that the ensemble shares is no reason to ask again.
 */
final class DoubtfulComparisons {
  private DoubtfulComparisons() {}

  /** Two responses of a comparison under one criterion. */
  private record Key(long comparison, int criterion, int first, int second) {}

  /** A comparison under one criterion. */
  private record Subject(long comparison, int criterion) {}

  /**
   * One entry a comparison and criterion, as the queue's table has them.
   *
   * @param strengths of the judgements, in their order
   */
  static JsonArray of(TrainingData data, Strengths strengths) {
    Map<Key, List<Integer>> rows = new LinkedHashMap<>();
    for (int row = 0; row < data.judgements().size(); row++) {
      Judgement j = data.judgements().get(row);
      rows.computeIfAbsent(
              new Key(j.comparison(), j.criterion(), j.first(), j.second()),
              key -> new ArrayList<>())
          .add(row);
    }
    Map<Subject, EnsembleStrength> worst = new LinkedHashMap<>();
    rows.forEach(
        (key, votes) ->
            doubt(data, strengths, votes)
                .ifPresent(
                    strength ->
                        worst.merge(
                            new Subject(key.comparison(), key.criterion()),
                            strength,
                            (a, b) -> a.mean() <= b.mean() ? a : b)));
    JsonArray doubtful = new JsonArray();
    worst.forEach((subject, strength) -> doubtful.add(entry(data, subject, strength)));
    return doubtful;
  }

  private static Optional<EnsembleStrength> doubt(
      TrainingData data, Strengths strengths, List<Integer> votes) {
    double balance = 0;
    for (int row : votes) {
      Judgement j = data.judgements().get(row);
      balance += j.weight() * side(j.outcome());
    }
    double majority = Math.signum(balance);
    return votes.stream()
        .filter(row -> majority == 0 || side(data.judgements().get(row).outcome()) == majority)
        .findFirst()
        .map(row -> strengths.of(row, data.judgements().get(row).criterion()))
        .filter(
            strength ->
                strength.bucket() == Bucket.AMBIGUOUS
                    || (majority != 0 && strength.bucket() == Bucket.PROBABLY_MISLABELLED));
  }

  private static double side(Outcome outcome) {
    return switch (outcome) {
      case FIRST -> 1;
      case SECOND -> -1;
      case TIE, BOTH_BAD -> 0;
    };
  }

  private static JsonObject entry(TrainingData data, Subject subject, EnsembleStrength strength) {
    return new JsonObject()
        .put("comparison", subject.comparison())
        .put("criterion", data.criteria().get(subject.criterion()).ordinal())
        .put(
            "bucket",
            strength.bucket() == Bucket.PROBABLY_MISLABELLED ? "mislabelled" : "ambiguous")
        .put("strength", strength.mean())
        .put("deviation", strength.deviation());
  }
}
