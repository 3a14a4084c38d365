package dev.agon.server.training;

import dev.agon.reward.FeatureRecipe;
import dev.agon.server.config.EncoderEndpoint;
import dev.agon.tensor.MiniLm;
import dev.agon.text.Encoder;
import dev.agon.text.HashedNgrams;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What turns texts into vectors in this process. An encoder is loaded when it is first needed,
 * which may take a second: for worker threads only.
 */
public final class Encoders implements AutoCloseable {
  private static final String HASH = "hash";
  private static final String MINILM = "minilm";
  private static final String AND = "+";

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
  List<EncoderEndpoint> configured() {
    return List.copyOf(endpoints.values());
  }

  /** Whether vectors are kept; those that are computed faster than read are not. */
  static boolean kept(String encoder) {
    return !encoder.equals(HASH);
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
    if (name.equals(HASH)) {
      return new HashedNgrams();
    }
    if (name.equals(MINILM)) {
      return MiniLm.load(threads);
    }
    EncoderEndpoint endpoint = endpoints.get(name);
    if (endpoint == null) {
      throw new IllegalArgumentException(
          "this process has no encoder '"
              + name
              + "'; it has "
              + HASH
              + ", "
              + MINILM
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

  /** The features of responses by an encoder, or by several whose names are joined by {@code +}. */
  FeatureRecipe recipe(String names) {
    List<FeatureRecipe.Part> parts = new ArrayList<>();
    for (String name : names.split("\\" + AND, -1)) {
      Encoder encoder = encoder(name);
      parts.add(
          new FeatureRecipe.Part(
              FeatureRecipe.Source.RESPONSE,
              encoder.name(),
              encoder.version(),
              0,
              encoder.dimension(),
              1,
              true));
    }
    return new FeatureRecipe(parts);
  }

  /** The versions behind names that are joined by {@code +}, joined alike. */
  static String versions(FeatureRecipe recipe) {
    return String.join(AND, recipe.parts().stream().map(FeatureRecipe.Part::version).toList());
  }

  /**
   * Fails unless this process encodes as a model was trained.
   *
   * @throws IllegalArgumentException if an encoder is not there or of another version
   */
  void check(FeatureRecipe recipe) {
    for (FeatureRecipe.Part part : recipe.parts()) {
      Encoder encoder = encoder(part.encoder());
      if (!encoder.version().equals(part.version()) || encoder.dimension() != part.columns()) {
        throw new IllegalArgumentException(
            "the model needs encoder %s in version %s, this process has %s"
                .formatted(part.encoder(), part.version(), encoder.version()));
      }
    }
  }

  @Override
  public synchronized void close() {
    loaded.values().forEach(Encoder::close);
    loaded.clear();
  }
}
