package dev.agon.server.training.score;

import dev.agon.reward.pairs.FeatureRecipe;
import dev.agon.reward.pairs.FeatureRecipe.Part;
import dev.agon.reward.pairs.FeatureRecipe.Source;
import dev.agon.server.config.EncoderEndpoint;
import dev.agon.server.training.TrainingSettings;
import dev.agon.tensor.Devices;
import dev.agon.tensor.text.MiniLm;
import dev.agon.text.Encoder;
import dev.agon.text.HashedNgrams;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What turns texts into vectors in this process. An encoder is loaded when it is first needed,
 * which may take a second: for worker threads only.
 */
public final class Encoders implements AutoCloseable {
  private static final String HASH = HashedNgrams.NAME;
  private static final String MINILM = "minilm";
  private static final String LAYERS = "minilm-layers";
  private static final String AND = "+";

  /** The second to the fifth of MiniLM's layers, which say most of quality. */
  private static final int FROM = 384;

  private static final int MIDDLE = 1536;

  /** Buckets of each bag under a perceptron, which has a weight for each of its units and each. */
  private static final int FEW_BUCKETS = 1024;

  private final Map<String, EncoderEndpoint> endpoints = new HashMap<>();
  private final Map<String, Encoder> loaded = new HashMap<>();
  private final UnaryOperator<@Nullable String> environment;
  private final int threads;

  /**
   * The built-in encoders and those of the configuration.
   *
   * @param threads that a built-in encoder may compute with
   */
  public Encoders(List<EncoderEndpoint> endpoints, int threads) {
    this(endpoints, threads, System::getenv);
  }

  Encoders(
      List<EncoderEndpoint> endpoints, int threads, UnaryOperator<@Nullable String> environment) {
    endpoints.forEach(endpoint -> this.endpoints.put(endpoint.name(), endpoint));
    this.threads = threads;
    this.environment = environment;
  }

  /** The names of encoders by configuration. */
  public List<EncoderEndpoint> configured() {
    return List.copyOf(endpoints.values());
  }

  /**
   * An encoder by its name.
   *
   * @throws IllegalArgumentException if this process has none of that name
   */
  synchronized Encoder encoder(String name) {
    return loaded.computeIfAbsent(name, this::load);
  }

  private Encoder load(String name) {
    if (name.equals(MINILM)) {
      return MiniLm.load(threads);
    }
    if (name.equals(LAYERS)) {
      return MiniLm.layers(threads);
    }
    EncoderEndpoint endpoint = endpoints.get(name);
    if (endpoint == null) {
      throw new IllegalArgumentException(
          "this process has no encoder '"
              + name
              + "'; it has "
              + String.join(", ", HASH, MINILM, LAYERS)
              + (endpoints.isEmpty() ? "" : " and " + new TreeSet<>(endpoints.keySet())));
    }
    return new EndpointEncoder(endpoint, key(endpoint));
  }

  private @Nullable String key(EncoderEndpoint endpoint) {
    String variable = endpoint.keyVariable();
    if (variable == null) {
      return null;
    }
    String key = environment.apply(variable);
    if (key == null || key.isBlank()) {
      throw new IllegalArgumentException(
          "the key of encoder '%s' is missing: set the environment variable %s"
              .formatted(endpoint.name(), variable));
    }
    return key.strip();
  }

  /**
   * The features of responses by an encoder, or by several whose names are joined by {@code +}. The
   * hashed features, and the layers beside them, are weighed as held-out groups showed best.
   *
   * @param head the word of the head that learns from them
   */
  public FeatureRecipe recipe(String names, String head) {
    int buckets = head.equals(TrainingSettings.MLP) ? FEW_BUCKETS : HashedNgrams.BUCKETS;
    if (names.equals(HASH)) {
      return new FeatureRecipe(FeatureRecipe.hashed(buckets, FeatureRecipe.ALONE));
    }
    List<Part> parts = new ArrayList<>();
    if (names.equals(LAYERS + AND + HASH)) {
      parts.addAll(FeatureRecipe.hashed(buckets, FeatureRecipe.BESIDE));
      String version = encoder(LAYERS).version();
      parts.add(new Part(Source.RESPONSE, LAYERS, version, FROM, MIDDLE, 0.01, true));
      parts.add(new Part(Source.PRODUCT, LAYERS, version, FROM, MIDDLE, 0.005, true));
      return new FeatureRecipe(parts);
    }
    for (String name : names.split("\\" + AND, -1)) {
      if (name.equals(HASH)) {
        parts.addAll(FeatureRecipe.hashed(buckets, FeatureRecipe.BESIDE));
      } else {
        Encoder encoder = encoder(name);
        parts.add(
            new Part(Source.RESPONSE, name, encoder.version(), 0, encoder.dimension(), 1, true));
      }
    }
    return new FeatureRecipe(parts);
  }

  /** The encoders of a recipe with their versions. */
  public static String versions(FeatureRecipe recipe) {
    return recipe.parts().stream()
        .map(part -> part.encoder() + " " + part.version())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /**
   * Fails unless this process encodes as a model was trained.
   *
   * @throws IllegalArgumentException if an encoder is not there or of another version
   */
  void check(FeatureRecipe recipe) {
    for (Part part : recipe.parts()) {
      Encoder encoder =
          FeatureRecipe.isHashed(part) ? HashedNgrams.of(part.version()) : encoder(part.encoder());
      if (!encoder.version().equals(part.version())
          || encoder.dimension() < part.from() + part.columns()) {
        throw new IllegalArgumentException(
            "the model needs encoder %s in version %s, this process has %s"
                .formatted(part.encoder(), part.version(), encoder.version()));
      }
    }
  }

  /** What computes here where TensorFlow does, for cards and logs; loads it. */
  public static String device() {
    return Devices.find().main().toString();
  }

  /** Whether vectors of these encoders come from TensorFlow. */
  public static boolean network(String names) {
    return names.contains(MINILM);
  }

  @Override
  public synchronized void close() {
    loaded.values().forEach(Encoder::close);
    loaded.clear();
  }
}
