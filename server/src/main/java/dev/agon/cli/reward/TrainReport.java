package dev.agon.cli.reward;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agon.reward.Estimate;
import dev.agon.reward.FeatureRecipe;
import dev.agon.reward.ModelCard.Judgement;
import dev.agon.reward.PairLoss;
import dev.agon.reward.PairMetrics;
import dev.agon.reward.RewardModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  String json() {
    ObjectNode root = JSON.createObjectNode();
    if (!judgements.isEmpty()) {
      Judgement first = judgements.getFirst();
      root.put("accuracy", first.model().accuracy().value());
      interval(root.putObject("accuracy_interval"), first.model().accuracy());
      ObjectNode baselines = root.putObject("baselines");
      new TreeMap<>(first.baselines())
          .forEach((name, metrics) -> baselines.put(name, metrics.accuracy().value()));
      ObjectNode advantage = root.putObject("advantage");
      new TreeMap<>(first.advantage())
          .forEach((name, lead) -> interval(advantage.putObject(name), lead));
      root.put("protocol", first.protocol());
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
    to.put("value", estimate.value());
    to.put("low", estimate.low());
    to.put("high", estimate.high());
  }

  String table() {
    StringBuilder out = new StringBuilder();
    line(
        out,
        "%d pairs of %d responses in %d groups; left out: %s",
        data.pairs().rows(),
        data.texts().size(),
        data.groups().size(),
        data.excluded().isEmpty() ? "none" : data.excluded());
    for (Judgement judgement : judgements) {
      rows(out, judgement);
    }
    for (Judgement judgement : fineTuned) {
      rows(out, judgement);
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
        "%-10s %-25s %-25s %6.3f %6.3f %6.2f",
        name,
        text(metrics.accuracy()),
        lead == null ? "" : text(lead),
        metrics.nll().value(),
        metrics.reliability().error(),
        metrics.temperature());
  }

  private static String text(Estimate estimate) {
    return "%.3f (%.3f to %.3f)".formatted(estimate.value(), estimate.low(), estimate.high());
  }

  private static void line(StringBuilder out, String format, @Nullable Object... values) {
    out.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
  }
}
