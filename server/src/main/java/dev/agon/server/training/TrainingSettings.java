package dev.agon.server.training;

import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * How a study's reward model is trained.
 *
 * @param encoder the name of what turns texts into vectors, or several joined by {@code +}
 * @param head the word of what turns vectors into rewards
 * @param loss what training minimises, as {@code LossNames} reads it
 * @param folds parts of the prompts that take turns as held-out data
 * @param ensemble members that say how sure a preference is; 1 for no ensemble
 * @param seed what every random choice comes from
 */
public record TrainingSettings(
    String encoder, String head, String loss, int folds, int ensemble, long seed) {
  static final String LINEAR = "linear";
  public static final String MLP = "mlp";
  public static final List<String> HEADS = List.of(LINEAR, MLP);
  public static final int LEAST_FOLDS = 2;
  public static final int MOST_FOLDS = 10;
  public static final int MOST_MEMBERS = 20;
  public static final List<String> BUILT_IN_ENCODERS =
      List.of("hash", "minilm", "minilm-layers", "minilm+hash", "minilm-layers+hash");

  /** What a study begins with: exact, quick and without any download. */
  public static final TrainingSettings DEFAULT =
      new TrainingSettings("hash", LINEAR, "bradley-terry,weights", 5, 5, 1);

  public JsonObject toJson() {
    return new JsonObject()
        .put("encoder", encoder)
        .put("head", head)
        .put("loss", loss)
        .put("folds", folds)
        .put("ensemble", ensemble)
        .put("seed", seed);
  }

  public static TrainingSettings fromJson(JsonObject json) {
    return new TrainingSettings(
        json.getString("encoder"),
        json.getString("head"),
        json.getString("loss"),
        json.getInteger("folds"),
        json.getInteger("ensemble"),
        json.getLong("seed"));
  }
}
