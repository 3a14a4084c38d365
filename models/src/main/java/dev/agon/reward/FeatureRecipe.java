package dev.agon.reward;

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

  /** The texts whose vectors an item needs, each once. */
  public SequencedSet<Wanted> wanted(String prompt, String response) {
    SequencedSet<Wanted> wanted = new LinkedHashSet<>();
    for (Part part : parts) {
      switch (part.source()) {
        case RESPONSE -> wanted.add(new Wanted(part.encoder(), response));
        case PROMPT_AND_RESPONSE -> wanted.add(new Wanted(part.encoder(), both(prompt, response)));
        case PRODUCT -> {
          wanted.add(new Wanted(part.encoder(), prompt));
          wanted.add(new Wanted(part.encoder(), response));
        }
      }
    }
    return wanted;
  }

  /**
   * An item's features.
   *
   * @param vectors of all {@link #wanted} texts
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
