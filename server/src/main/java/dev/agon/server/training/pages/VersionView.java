package dev.agon.server.training.pages;

import dev.agon.server.training.TrainingSettings;
import dev.agon.server.training.registry.ModelVersion;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A version as pages show it.
 *
 * @param accuracy in percent, under the first criterion, on data held out; null when not judged
 * @param nll mean negative log-likelihood there, in nats
 * @param ece expected calibration error there, in percent
 * @param loss the parts of what training minimised
 */
record VersionView(
    int version,
    String state,
    String encoder,
    String encoderVersion,
    TrainingSettings settings,
    long seed,
    long watermark,
    String snapshot,
    int excluded,
    int pairs,
    int minutes,
    int seconds,
    String device,
    String artifactSum,
    OffsetDateTime trainedAt,
    @Nullable OffsetDateTime discardedAt,
    @Nullable CardFigure accuracy,
    @Nullable CardFigure nll,
    @Nullable Double ece,
    List<LossPart> loss) {
  private static final int MINUTE = 60;

  static VersionView of(ModelVersion model) {
    Optional<JsonObject> judged = CardView.judgements(model).stream().findFirst();
    Optional<JsonObject> metrics = judged.map(j -> j.getJsonObject("model"));
    @Nullable CardFigure accuracy =
        metrics.map(m -> CardFigure.of(m.getJsonObject("accuracy"))).orElse(null);
    int whole = (int) Math.ceil(model.seconds());
    return new VersionView(
        model.version(),
        model.state(),
        model.encoder(),
        model.encoderVersion(),
        model.settings(),
        model.seed(),
        model.watermark(),
        model.snapshot(),
        model.excluded(),
        model.pairs(),
        whole / MINUTE,
        whole % MINUTE,
        model.device(),
        model.artifactSum(),
        model.trainedAt(),
        model.discardedAt(),
        accuracy == null ? null : accuracy.percent(),
        metrics.map(m -> CardFigure.of(m.getJsonObject("nll"))).orElse(null),
        metrics.map(CardView::ece).orElse(null),
        LossPart.of(model.settings().loss()));
  }
}
