package dev.agon.text;

import java.util.List;

/**
 * The first version of the hashed n-grams, for models that were trained with it: word 1- and
 * 2-grams of letters and digits alone, and character 3- to 5-grams within them.
 */
final class FirstNgrams {

  private FirstNgrams() {}

  static float[] encode(String text, int buckets, int dimension) {
    List<String> words = Words.of(Words.fold(text));
    float[] vector = new float[dimension];
    NgramCounts wordBag = new NgramCounts();
    NgramCounts characterBag = new NgramCounts();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      long hash = NgramCounts.hash(NgramCounts.START, word);
      wordBag.add(hash);
      if (i + 1 < words.size()) {
        wordBag.add(NgramCounts.hash(NgramCounts.hash(hash, " "), words.get(i + 1)));
      }
      characterBag.addCharacters("<" + word + ">");
    }
    wordBag.write(vector, 0, buckets);
    characterBag.write(vector, buckets, buckets);
    float[] statistics = TextStatistics.of(text).features();
    System.arraycopy(statistics, 0, vector, 2 * buckets, statistics.length);
    return vector;
  }
}
