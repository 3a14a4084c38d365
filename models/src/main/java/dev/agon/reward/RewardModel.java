package dev.agon.reward;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.agon.numeric.Digests;
import dev.agon.reward.head.Head;
import dev.agon.reward.head.NamedArrays;
import dev.agon.reward.judge.ModelCard;
import dev.agon.reward.pairs.DenseFeatures;
import dev.agon.reward.pairs.FeatureRecipe;
import dev.agon.reward.pairs.FeatureRecipe.Wanted;
import dev.agon.reward.pairs.KnownNumbers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A trained head with its card, in memory or in a folder. The folder holds {@code manifest.json}
 * (format, and size and SHA-256 of the other files), {@code card.json} and {@code head.arrays}.
 * Scoring is plain Java: an item's reward has the same bits whatever is scored beside it, and no
 * native library is loaded. Immutable; safe for use by several threads.
 */
public final class RewardModel {
  private static final String FORMAT = "agon-reward-model/1";
  private static final String MANIFEST = "manifest.json";
  private static final String CARD = "card.json";
  private static final String HEAD = "head.arrays";
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new KnownNumbers())
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

  private final Head.Trained head;
  private final ModelCard card;

  /**
   * @throws IllegalArgumentException when head and card differ in features, criteria or checksum
   */
  public RewardModel(Head.Trained head, ModelCard card) {
    if (head.columns() != card.recipe().columns()) {
      throw new IllegalArgumentException(
          "a head of " + head.columns() + " features, a recipe of " + card.recipe().columns());
    }
    if (head.criteria() != card.criteria().size()) {
      throw new IllegalArgumentException(
          "a head of " + head.criteria() + " criteria, a card of " + card.criteria().size());
    }
    if (!head.arrays().sha256().equals(card.checksum())) {
      throw new IllegalArgumentException("the card is of another model: its checksum differs");
    }
    this.head = head;
    this.card = card;
  }

  /** What to know of it. */
  public ModelCard card() {
    return card;
  }

  /** The trained head. */
  public Head.Trained head() {
    return head;
  }

  /** The SHA-256 over all its numbers: equal for models with equal bits. */
  public String checksum() {
    return card.checksum();
  }

  /**
   * Rewards, in logits, about 0 for a middling training response.
   *
   * @param features as {@link FeatureRecipe#features} makes them, one row an item
   * @return by item, in order, and criterion
   * @throws IllegalArgumentException when a row's length differs from the recipe's
   */
  public double[][] score(List<float[]> features) {
    return head.scores(
        new DenseFeatures(features.toArray(float[][]::new), card.recipe().columns()));
  }

  /**
   * Rewards of texts.
   *
   * @param vectors see {@link FeatureRecipe#matrix}
   * @return by item, in order, and criterion
   * @throws IllegalArgumentException when a vector is missing
   */
  public double[][] score(List<FeatureRecipe.Texts> items, Map<Wanted, float[]> vectors) {
    return head.scores(card.recipe().matrix(items, vectors));
  }

  /**
   * Writes the model to a folder, which must not exist or be empty: to a folder beside it first,
   * which is then moved, so that it is there whole or not at all.
   */
  public void save(Path folder) throws IOException {
    Path beside = folder.resolveSibling(folder.getFileName() + ".new");
    Files.createDirectories(beside);
    head.arrays().save(beside.resolve(HEAD));
    JSON.writeValue(beside.resolve(CARD).toFile(), card);
    Map<String, Object> files = new LinkedHashMap<>();
    for (String file : List.of(CARD, HEAD)) {
      Path path = beside.resolve(file);
      files.put(file, Map.of("bytes", Files.size(path), "sha256", sha256(path)));
    }
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("format", FORMAT);
    manifest.put("checksum", card.checksum());
    manifest.put("files", files);
    JSON.writeValue(beside.resolve(MANIFEST).toFile(), manifest);
    Files.deleteIfExists(folder);
    Files.move(beside, folder);
  }

  /**
   * Reads a model and verifies it.
   *
   * @throws IOException when a file is missing, is of another format, or its checksum is wrong; the
   *     message names the file
   */
  public static RewardModel load(Path folder) throws IOException {
    var manifest = JSON.readTree(folder.resolve(MANIFEST).toFile());
    if (!FORMAT.equals(manifest.path("format").asText())) {
      throw new IOException(folder.resolve(MANIFEST) + ": is not of the format " + FORMAT);
    }
    for (String file : List.of(CARD, HEAD)) {
      Path path = folder.resolve(file);
      if (!sha256(path).equals(manifest.path("files").path(file).path("sha256").asText())) {
        throw new IOException(path + ": the checksum is wrong; the file is damaged");
      }
    }
    try {
      ModelCard card = JSON.readValue(folder.resolve(CARD).toFile(), ModelCard.class);
      return new RewardModel(Head.of(NamedArrays.load(folder.resolve(HEAD))), card);
    } catch (IllegalArgumentException e) {
      throw new IOException(folder + ": " + e.getMessage(), e);
    }
  }

  /** The card as JSON. */
  public static String json(ModelCard card) {
    try {
      return JSON.writeValueAsString(card);
    } catch (IOException impossible) {
      throw new IllegalStateException("records of numbers and texts", impossible);
    }
  }

  private static String sha256(Path file) throws IOException {
    return Digests.hex(Digests.sha256(Files.readAllBytes(file)));
  }
}
