package dev.agon.reward.pairs;

import dev.agon.text.HashedNgrams;
import dev.agon.text.SparseVector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/**
 * Which encodings of a prompt and its response make an item's features. Training, commands and
 * serving all build features with the recipe that the model carries.
 *
 * @param parts side by side, at least one
 */
public record FeatureRecipe(List<Part> parts) {
  /** What a bag's unit is worth alone, see {@link #hashed}. */
  public static final double ALONE = 0.5;

  /** What a bag's unit is worth beside a network's vectors. */
  public static final double BESIDE = 0.2;

  private static final double STATISTICS = 0.2;

  /** What an encoder is given. */
  public enum Source {
    /** The response alone. */
    RESPONSE,
    /** The prompt, an empty line, and the response. */
    PROMPT_AND_RESPONSE,
    /** The elementwise product of the prompt's and the response's vectors. */
    PRODUCT
  }

  /**
   * One block of features.
   *
   * @param encoder the encoder's name
   * @param version its version
   * @param from the first of its numbers that is used, from 0
   * @param columns how many of its numbers are used
   * @param scale what its units are worth, see {@link ColumnScaling}
   * @param standardise whether its units are standard deviations
   */
  public record Part(
      Source source,
      String encoder,
      String version,
      int from,
      int columns,
      double scale,
      boolean standardise) {}

  /** A prompt and a response to it. */
  public record Texts(String prompt, String response) {}

  /**
   * A text to be encoded.
   *
   * @param encoder the encoder's name
   */
  public record Wanted(String encoder, String text) {}

  public FeatureRecipe {
    parts = List.copyOf(parts);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("a recipe needs a part");
    }
  }

  /** The response's vector of one encoder, standardised. */
  public static FeatureRecipe response(String encoder, String version, int columns) {
    return new FeatureRecipe(
        List.of(new Part(Source.RESPONSE, encoder, version, 0, columns, 1, true)));
  }

  /**
   * A response's statistics, standardised, and beside them its hashed n-grams as they are.
   *
   * @param buckets of each bag of n-grams
   * @param worth what a unit of the bags is worth; 0.5 alone and 0.2 beside a network's vectors did
   *     best on held-out groups
   */
  public static List<Part> hashed(int buckets, double worth) {
    HashedNgrams hash = new HashedNgrams(buckets);
    int grams = hash.statisticsFrom();
    int statistics = hash.dimension() - grams;
    String version = hash.version();
    return List.of(
        new Part(Source.RESPONSE, HashedNgrams.NAME, version, grams, statistics, STATISTICS, true),
        new Part(Source.RESPONSE, HashedNgrams.NAME, version, 0, grams, worth, false));
  }

  /** The number of features. */
  public int columns() {
    return parts.stream().mapToInt(Part::columns).sum();
  }

  /** What the features are worth to a head. */
  public ColumnScaling scaling() {
    return new ColumnScaling(
        parts.stream()
            .map(part -> new ColumnScaling.Block(part.columns(), part.scale(), part.standardise()))
            .toList());
  }

  /** The texts whose vectors an item needs, each once; what is hashed needs none. */
  public SequencedSet<Wanted> wanted(String prompt, String response) {
    SequencedSet<Wanted> wanted = new LinkedHashSet<>();
    for (Part part : parts) {
      if (!isHashed(part)) {
        wanted.addAll(texts(part, new Texts(prompt, response)));
      }
    }
    return wanted;
  }

  private static List<Wanted> texts(Part part, Texts item) {
    String encoder = part.encoder();
    Wanted response = new Wanted(encoder, item.response());
    return switch (part.source()) {
      case RESPONSE -> List.of(response);
      case PROMPT_AND_RESPONSE ->
          List.of(new Wanted(encoder, both(item.prompt(), item.response())));
      case PRODUCT -> List.of(new Wanted(encoder, item.prompt()), response);
    };
  }

  /** Whether a part is hashed here, in its own version, from the texts alone. */
  public static boolean isHashed(Part part) {
    return part.encoder().equals(HashedNgrams.NAME);
  }

  /**
   * The features of items. Hashed parts are made here and stay sparse; a recipe with hashed n-grams
   * of the first version gives dense rows, so that its models' rewards keep their bits.
   *
   * @param items what is judged, one row each
   * @param vectors of all {@link #wanted} texts of all items
   * @throws IllegalArgumentException when a vector is missing or has the wrong length, or the
   *     hashed n-grams are of an unknown version
   */
  public FeatureMatrix matrix(List<Texts> items, Map<Wanted, float[]> vectors) {
    Map<String, HashedNgrams> encoders = new HashMap<>();
    for (Part part : parts) {
      if (isHashed(part)) {
        encoders.computeIfAbsent(part.version(), HashedNgrams::of);
      }
    }
    if (encoders.values().stream().anyMatch(hash -> !hash.isSparse())) {
      return dense(items, vectors, encoders);
    }
    Map<Wanted, SparseVector> hashed = new HashMap<>();
    List<FeatureMatrix> blocks = new ArrayList<>();
    for (Part part : parts) {
      HashedNgrams encoder = isHashed(part) ? encoders.get(part.version()) : null;
      if (encoder == null) {
        blocks.add(new FeatureRecipe(List.of(part)).dense(items, vectors, encoders));
      } else {
        List<SparseVector> rows = new ArrayList<>();
        for (Texts item : items) {
          rows.add(hashed(part, encoder, item, hashed).part(part.from(), part.columns()));
        }
        blocks.add(SparseFeatures.of(rows, part.columns()));
      }
    }
    return blocks.size() == 1 ? blocks.getFirst() : new JoinedFeatures(blocks);
  }

  private static SparseVector hashed(
      Part part, HashedNgrams encoder, Texts item, Map<Wanted, SparseVector> known) {
    String text =
        part.source() == Source.PROMPT_AND_RESPONSE
            ? both(item.prompt(), item.response())
            : item.response();
    SparseVector vector =
        known.computeIfAbsent(new Wanted(encoder.version(), text), w -> encoder.sparse(w.text()));
    if (part.source() != Source.PRODUCT) {
      return vector;
    }
    Wanted prompt = new Wanted(encoder.version(), item.prompt());
    return vector.times(known.computeIfAbsent(prompt, w -> encoder.sparse(w.text())));
  }

  private DenseFeatures dense(
      List<Texts> items, Map<Wanted, float[]> vectors, Map<String, HashedNgrams> encoders) {
    float[][] rows = new float[items.size()][];
    for (int row = 0; row < rows.length; row++) {
      Texts item = items.get(row);
      rows[row] = features(item.prompt(), item.response(), with(item, vectors, encoders));
    }
    return new DenseFeatures(rows, columns());
  }

  /** The vectors, and those that are made here for one item. */
  private Map<Wanted, float[]> with(
      Texts item, Map<Wanted, float[]> vectors, Map<String, HashedNgrams> encoders) {
    if (parts.stream().noneMatch(FeatureRecipe::isHashed)) {
      return vectors;
    }
    Map<Wanted, float[]> all = new HashMap<>();
    for (Part part : parts) {
      HashedNgrams encoder = encoders.get(part.version());
      for (Wanted wanted : texts(part, item)) {
        float[] vector =
            encoder != null && isHashed(part) ? encoder.encode(wanted.text()) : vectors.get(wanted);
        if (vector != null) {
          all.put(wanted, vector);
        }
      }
    }
    return all;
  }

  /**
   * An item's features.
   *
   * @param vectors of all texts, the hashed ones too
   * @throws IllegalArgumentException when a vector is missing or has the wrong length
   */
  public float[] features(String prompt, String response, Map<Wanted, float[]> vectors) {
    float[] features = new float[columns()];
    int at = 0;
    for (Part part : parts) {
      write(part, prompt, response, vectors, features, at);
      at += part.columns();
    }
    return features;
  }

  private static void write(
      Part part, String prompt, String response, Map<Wanted, float[]> vectors, float[] to, int at) {
    String text = part.source() == Source.PROMPT_AND_RESPONSE ? both(prompt, response) : response;
    System.arraycopy(vector(part, text, vectors), part.from(), to, at, part.columns());
    if (part.source() == Source.PRODUCT) {
      float[] other = vector(part, prompt, vectors);
      for (int i = 0; i < part.columns(); i++) {
        to[at + i] *= other[part.from() + i];
      }
    }
  }

  private static String both(String prompt, String response) {
    return prompt + "\n\n" + response;
  }

  private static float[] vector(Part part, String text, Map<Wanted, float[]> vectors) {
    float[] vector = vectors.get(new Wanted(part.encoder(), text));
    if (vector == null || vector.length < part.from() + part.columns()) {
      throw new IllegalArgumentException(
          "a vector of "
              + (part.from() + part.columns())
              + " numbers by "
              + part.encoder()
              + " is needed");
    }
    return vector;
  }
}
