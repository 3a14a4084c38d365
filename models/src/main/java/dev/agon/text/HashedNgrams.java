package dev.agon.text;

import java.util.List;

/**
 * Bags of character and word n-grams, hashed to a fixed number of buckets with signs (Weinberger et
 * al., <i>Feature hashing for large scale multitask learning</i>, ICML 2009), beside the features
 * of {@link TextStatistics}. Needs no training and no download.
 *
 * <p>A vector is three parts: word 1- and 2-grams, character 3- to 5-grams within words whose ends
 * are marked, and the statistics. In the first two a bucket holds the signed sum of 1 + ln(count)
 * over its n-grams, and each part has Euclidean length 1 (0 for a text without words), so that a
 * long text weighs no more than a short one.
 */
public final class HashedNgrams implements Encoder {
  /** Buckets of each of the two bags unless told otherwise. */
  public static final int BUCKETS = 1024;

  private static final int LONGEST_CHARACTERS = 5;
  private static final int SHORTEST_CHARACTERS = 3;

  private final int buckets;

  /** With {@value #BUCKETS} buckets for words and as many for characters. */
  public HashedNgrams() {
    this(BUCKETS);
  }

  /**
   * With another size.
   *
   * @param buckets for words, and again for characters; a power of two from 16 to 1,048,576
   * @throws IllegalArgumentException for another number
   */
  public HashedNgrams(int buckets) {
    if (buckets < 16 || buckets > 1 << 20 || Integer.bitCount(buckets) != 1) {
      throw new IllegalArgumentException(
          "buckets must be a power of two from 16 to 1048576, not " + buckets);
    }
    this.buckets = buckets;
  }

  @Override
  public String name() {
    return "hash";
  }

  @Override
  public String version() {
    return "1-" + buckets;
  }

  @Override
  public int dimension() {
    return 2 * buckets + TextStatistics.FEATURE_NAMES.size();
  }

  @Override
  public float[][] encode(List<String> texts) {
    float[][] vectors = new float[texts.size()][];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = encode(texts.get(i));
    }
    return vectors;
  }

  /** The vector of one text. */
  public float[] encode(String text) {
    List<String> words = Words.of(Words.fold(text));
    float[] vector = new float[dimension()];
    Bag wordBag = new Bag();
    Bag characterBag = new Bag();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      long hash = Bag.hash(Bag.START, word);
      wordBag.add(hash);
      if (i + 1 < words.size()) {
        wordBag.add(Bag.hash(Bag.hash(hash, " "), words.get(i + 1)));
      }
      addCharacters(characterBag, "<" + word + ">");
    }
    wordBag.write(vector, 0, buckets);
    characterBag.write(vector, buckets, buckets);
    float[] statistics = TextStatistics.of(text).features();
    System.arraycopy(statistics, 0, vector, 2 * buckets, statistics.length);
    return vector;
  }

  private static void addCharacters(Bag bag, String marked) {
    for (int start = 0; start + SHORTEST_CHARACTERS <= marked.length(); start++) {
      int longest = Math.min(LONGEST_CHARACTERS, marked.length() - start);
      long hash = Bag.START;
      for (int length = 1; length <= longest; length++) {
        hash = Bag.hash(hash, marked.charAt(start + length - 1));
        if (length >= SHORTEST_CHARACTERS) {
          bag.add(hash);
        }
      }
    }
  }
}
