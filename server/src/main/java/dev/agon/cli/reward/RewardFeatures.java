package dev.agon.cli.reward;

import dev.agon.reward.pairs.FeatureMatrix;
import dev.agon.reward.pairs.FeatureRecipe;
import dev.agon.reward.pairs.FeatureRecipe.Part;
import dev.agon.reward.pairs.FeatureRecipe.Source;
import dev.agon.reward.pairs.FeatureRecipe.Texts;
import dev.agon.reward.pairs.FeatureRecipe.Wanted;
import dev.agon.tensor.text.MiniLm;
import dev.agon.text.Encoder;
import dev.agon.text.HashedNgrams;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Makes the features of texts by a recipe; vectors of networks come from the cache. */
final class RewardFeatures {
  private static final String LAYERS = "minilm-layers";

  /** The second to the fifth of MiniLM's layers, which say most of quality. */
  private static final int FROM = 384;

  private static final int MIDDLE = 1536;

  private final VectorCache cache;
  private final Consumer<String> progress;

  RewardFeatures(Path folder, Consumer<String> progress) {
    this.cache = new VectorCache(folder);
    this.progress = progress;
  }

  /** Hashed n-grams and the text's statistics, beside each other with worths of their own. */
  static FeatureRecipe hashed() {
    return new FeatureRecipe(FeatureRecipe.hashed(HashedNgrams.BUCKETS, FeatureRecipe.ALONE));
  }

  /**
   * The means of MiniLM's middle layers, standardised, beside the hashed features, and where there
   * are prompts their products with the prompt's.
   */
  static FeatureRecipe miniLm(boolean prompts) {
    List<Part> parts =
        new ArrayList<>(FeatureRecipe.hashed(HashedNgrams.BUCKETS, FeatureRecipe.BESIDE));
    parts.add(new Part(Source.RESPONSE, LAYERS, "1", FROM, MIDDLE, 0.01, true));
    if (prompts) {
      parts.add(new Part(Source.PRODUCT, LAYERS, "1", FROM, MIDDLE, 0.005, true));
    }
    return new FeatureRecipe(parts);
  }

  /** The features of all items. */
  FeatureMatrix of(FeatureRecipe recipe, RewardTexts texts) throws BadInput {
    Map<String, Set<String>> wanted = new LinkedHashMap<>();
    for (int item = 0; item < texts.size(); item++) {
      for (Wanted one : recipe.wanted(texts.prompt(item), texts.response(item))) {
        wanted.computeIfAbsent(one.encoder(), _ -> new LinkedHashSet<>()).add(one.text());
      }
    }
    Map<Wanted, float[]> vectors = new HashMap<>();
    for (Map.Entry<String, Set<String>> of : wanted.entrySet()) {
      vectors(recipe, of.getKey(), of.getValue())
          .forEach((text, vector) -> vectors.put(new Wanted(of.getKey(), text), vector));
    }
    try {
      return recipe.matrix(
          IntStream.range(0, texts.size())
              .mapToObj(item -> new Texts(texts.prompt(item), texts.response(item)))
              .toList(),
          vectors);
    } catch (IllegalArgumentException e) {
      throw new BadInput(String.valueOf(e.getMessage()));
    }
  }

  private Map<String, float[]> vectors(FeatureRecipe recipe, String name, Set<String> texts)
      throws BadInput {
    try (Encoder encoder = encoder(name)) {
      for (Part part : recipe.parts()) {
        if (part.encoder().equals(name) && !part.version().equals(encoder.version())) {
          throw new BadInput(
              "the model needs %s of version %s; here it is %s"
                  .formatted(name, part.version(), encoder.version()));
        }
      }
      return cache.vectors(
          encoder,
          texts,
          (done, of) -> progress.accept("encoded %d of %d texts by %s".formatted(done, of, name)));
    } catch (IOException e) {
      throw new BadInput("the cache of vectors cannot be used: " + e.getMessage());
    }
  }

  private static Encoder encoder(String name) throws BadInput {
    return switch (name) {
      case "minilm" -> MiniLm.load();
      case LAYERS -> MiniLm.layers();
      default -> throw new BadInput("the encoder '" + name + "' is not known here");
    };
  }
}
