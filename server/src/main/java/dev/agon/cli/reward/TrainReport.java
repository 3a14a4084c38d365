package dev.agon.cli.reward;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agon.ranking.interval.Uncertainty;
import dev.agon.reward.RewardModel;
import dev.agon.reward.judge.Estimate;
import dev.agon.reward.judge.ModelCard.Judgement;
import dev.agon.reward.judge.PairMetrics;
import dev.agon.reward.judge.Temperature;
import dev.agon.reward.loss.PairLoss;
import dev.agon.reward.pairs.FeatureRecipe;
import dev.agon.reward.pairs.KnownNumbers;
import dev.agon.table.Count;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a training found, as a table for people and as JSON for programs.
 *
 * @param judgements of the head over frozen vectors, by criterion
 * @param fineTuned of the fine-tuned encoder on one division; its baseline {@code frozen} is that
 *     head on the same division; empty when it was not asked for
 * @param chosen how often each head was chosen, by its name
 * @param judging seconds that judging took, all folds and choices of ridges
 * @param model what was trained on all pairs, if it was
 */
record TrainReport(
    Path file,
    RewardData data,
    FeatureRecipe recipe,
    PairLoss loss,
    List<Judgement> judgements,
    List<Judgement> fineTuned,
    Map<String, Integer> chosen,
    double judging,
    @Nullable RewardModel model) {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new KnownNumbers())
          .enable(SerializationFeature.INDENT_OUTPUT);

  String json() {
    ObjectNode root = JSON.createObjectNode();
    if (!judgements.isEmpty()) {
      Judgement first = judgements.getFirst();
      number(root, "accuracy", first.model().accuracy().value());
      interval(root.putObject("accuracy_interval"), first.model().accuracy());
      ObjectNode baselines = root.putObject("baselines");
      new TreeMap<>(first.baselines())
          .forEach((name, metrics) -> number(baselines, name, metrics.accuracy().value()));
      ObjectNode advantage = root.putObject("advantage");
      new TreeMap<>(first.advantage())
          .forEach((name, lead) -> interval(advantage.putObject(name), lead));
      root.put("protocol", first.protocol());
      ArrayNode reasons = root.putArray("reasons");
      reasons().forEach(reasons::add);
    }
    root.put("file", String.valueOf(file.getFileName()));
    root.put("pairs", data.pairs().rows());
    root.put("items", data.texts().size());
    root.put("groups", data.groups().size());
    root.set("excluded", JSON.valueToTree(data.excluded()));
    root.put("data_sha256", data.pairs().sha256());
    root.put("loss", loss.name());
    root.set("recipe", JSON.valueToTree(recipe));
    root.set("chosen", JSON.valueToTree(new TreeMap<>(chosen)));
    root.put("judging_seconds", judging);
    root.set("criteria", JSON.valueToTree(judgements));
    if (!fineTuned.isEmpty()) {
      root.set("fine_tuned", JSON.valueToTree(fineTuned));
    }
    if (model != null) {
      root.put("checksum", model.checksum());
      root.put("device", model.card().device());
    }
    try {
      return JSON.writeValueAsString(root) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree of numbers and texts", impossible);
    }
  }

  private static void interval(ObjectNode to, Estimate estimate) {
    number(to, "value", estimate.value());
    number(to, "low", estimate.low());
    number(to, "high", estimate.high());
  }

  /** What is not known is null. */
  private static void number(ObjectNode to, String name, double value) {
    if (Double.isFinite(value)) {
      to.put(name, value);
    } else {
      to.putNull(name);
    }
  }

  /** Why figures are missing, a sentence each. */
  private List<String> reasons() {
    Set<String> reasons = new LinkedHashSet<>();
    for (Judgement judgement : judgements) {
      reasons(judgement, reasons);
    }
    for (Judgement judgement : fineTuned) {
      reasons(judgement, reasons);
    }
    return List.copyOf(reasons);
  }

  private static void reasons(Judgement judgement, Set<String> to) {
    PairMetrics model = judgement.model();
    if (model.decided() == 0) {
      to.add(
          "There is no accuracy under '%s': %s, and accuracy is over pairs that one side won."
              .formatted(
                  judgement.criterion(),
                  model.pairs() == 1
                      ? "the one judged pair is a tie"
                      : "all %d judged pairs are ties".formatted(model.pairs())));
    }
    Map<String, PairMetrics> all = new TreeMap<>(judgement.baselines());
    all.put("model", model);
    List<String> unbounded =
        all.entrySet().stream()
            .filter(entry -> isUnbounded(entry.getValue().accuracy()))
            .map(Map.Entry::getKey)
            .toList();
    if (!unbounded.isEmpty()) {
      to.add(
          "There is no interval of %s under '%s': fewer than %d groups of pairs that one side won cannot show how groups differ."
              .formatted(String.join(", ", unbounded), judgement.criterion(), Uncertainty.FEW));
    }
    for (Temperature.Missing missing : Temperature.Missing.values()) {
      List<String> without =
          all.entrySet().stream()
              .filter(entry -> entry.getValue().noTemperature() == missing)
              .map(Map.Entry::getKey)
              .toList();
      if (!without.isEmpty()) {
        to.add(
            "There is no temperature T of %s under '%s': %s."
                .formatted(String.join(", ", without), judgement.criterion(), missing.sentence()));
      }
    }
  }

  private static boolean isUnbounded(Estimate estimate) {
    return Double.isFinite(estimate.value()) && !Double.isFinite(estimate.low());
  }

  String table() {
    StringBuilder out = new StringBuilder();
    line(
        out,
        "%s of %s in %s; left out: %s",
        Count.of(data.pairs().rows(), "pair"),
        Count.of(data.texts().size(), "response"),
        Count.of(data.groups().size(), "group"),
        data.excluded().isEmpty() ? "none" : data.excluded());
    for (Judgement judgement : judgements) {
      rows(out, judgement);
    }
    for (Judgement judgement : fineTuned) {
      rows(out, judgement);
    }
    List<String> reasons = reasons();
    if (!reasons.isEmpty()) {
      line(out, "%n%s", String.join(System.lineSeparator(), reasons));
    }
    if (model != null) {
      line(out, "%ntrained on all pairs: %s", model.checksum());
    }
    return out.toString();
  }

  private static void rows(StringBuilder out, Judgement judgement) {
    line(out, "%n%s, %s", judgement.criterion(), judgement.protocol());
    line(out, "%-10s %-25s %-25s %6s %6s %6s", "", "accuracy", "model ahead by", "NLL", "ECE", "T");
    row(out, "model", judgement.model(), null);
    new TreeMap<>(judgement.baselines())
        .forEach((name, metrics) -> row(out, name, metrics, judgement.advantage().get(name)));
  }

  private static void row(
      StringBuilder out, String name, PairMetrics metrics, @Nullable Estimate lead) {
    line(
        out,
        "%-10s %-25s %-25s %6s %6s %6s",
        name,
        text(metrics.accuracy()),
        lead == null ? "" : text(lead),
        text(metrics.nll().value(), "%.3f"),
        text(metrics.reliability().error(), "%.3f"),
        text(metrics.temperature(), "%.2f"));
  }

  private static String text(Estimate estimate) {
    if (!Double.isFinite(estimate.value())) {
      return "none";
    }
    return Double.isFinite(estimate.low())
        ? String.format(
            Locale.ROOT, "%.3f (%.3f to %.3f)", estimate.value(), estimate.low(), estimate.high())
        : String.format(Locale.ROOT, "%.3f", estimate.value());
  }

  private static String text(double value, String format) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "none";
  }

  private static void line(StringBuilder out, String format, @Nullable Object... values) {
    out.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
  }
}
