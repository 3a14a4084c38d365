package dev.agon.text;

import java.util.Arrays;

/** N-grams by their 64-bit hashes, with how often each was added. */
final class NgramCounts {
  /** The hash of nothing: FNV-1a's offset basis. */
  static final long START = 0xcbf29ce484222325L;

  private static final int LONGEST = 5;
  private static final int SHORTEST = 3;
  private static final long PRIME = 0x100000001b3L;

  private long[] hashes = new long[64];
  private int size;

  /** Goes on hashing with one more UTF-16 unit (FNV-1a over its two bytes). */
  static long hash(long hash, char unit) {
    long low = (hash ^ (unit & 0xff)) * PRIME;
    return (low ^ (unit >>> 8)) * PRIME;
  }

  /** Goes on hashing with more text. */
  static long hash(long hash, String text) {
    for (int i = 0; i < text.length(); i++) {
      hash = hash(hash, text.charAt(i));
    }
    return hash;
  }

  void add(long hash) {
    if (size == hashes.length) {
      hashes = Arrays.copyOf(hashes, 2 * size);
    }
    hashes[size++] = hash;
  }

  /** Adds the 3- to 5-grams of characters of a word whose ends are marked. */
  void addCharacters(String marked) {
    for (int start = 0; start + SHORTEST <= marked.length(); start++) {
      int longest = Math.min(LONGEST, marked.length() - start);
      long hash = START;
      for (int length = 1; length <= longest; length++) {
        hash = hash(hash, marked.charAt(start + length - 1));
        if (length >= SHORTEST) {
          add(hash);
        }
      }
    }
  }

  /**
   * Adds sign * (1 + ln count) of each n-gram to its bucket, scales them to length 1 and writes
   * what differs from zero behind what is there.
   *
   * @param offset of the first bucket
   * @param from how many numbers are there
   * @return how many there are now
   */
  int write(int[] at, float[] values, int from, int offset, int buckets) {
    Arrays.sort(hashes, 0, size);
    long[] keys = new long[size];
    double[] weights = new double[size];
    int distinct = 0;
    for (int i = 0; i < size; ) {
      int same = i + 1;
      while (same < size && hashes[same] == hashes[i]) {
        same++;
      }
      long mixed = mix(hashes[i]);
      double weight = 1 + StrictMath.log(same - i);
      weights[distinct] = mixed < 0 ? -weight : weight;
      keys[distinct] = (mixed & (buckets - 1)) << 32 | distinct;
      distinct++;
      i = same;
    }
    Arrays.sort(keys, 0, distinct);
    double[] sums = new double[distinct];
    int to = from;
    double squares = 0;
    for (int i = 0; i < distinct; ) {
      int bucket = (int) (keys[i] >>> 32);
      double sum = 0;
      for (; i < distinct && (int) (keys[i] >>> 32) == bucket; i++) {
        sum += weights[(int) keys[i]];
      }
      if (sum != 0) {
        at[to] = offset + bucket;
        sums[to - from] = sum;
        squares += sum * sum;
        to++;
      }
    }
    for (int i = from; i < to; i++) {
      values[i] = (float) (sums[i - from] / Math.sqrt(squares));
    }
    return to;
  }

  /** How many n-grams were added. */
  int size() {
    return size;
  }

  /** Adds sign * (1 + ln count) of each n-gram to its bucket and scales them to length 1. */
  void write(float[] vector, int offset, int buckets) {
    Arrays.sort(hashes, 0, size);
    double[] sums = new double[buckets];
    for (int i = 0; i < size; ) {
      int same = i + 1;
      while (same < size && hashes[same] == hashes[i]) {
        same++;
      }
      long mixed = mix(hashes[i]);
      double weight = 1 + StrictMath.log(same - i);
      sums[(int) (mixed & (buckets - 1))] += mixed < 0 ? -weight : weight;
      i = same;
    }
    double squares = 0;
    for (double sum : sums) {
      squares += sum * sum;
    }
    double length = squares > 0 ? Math.sqrt(squares) : 1;
    for (int bucket = 0; bucket < buckets; bucket++) {
      vector[offset + bucket] = (float) (sums[bucket] / length);
    }
  }

  /** Spreads a hash over all bits (the finaliser of MurmurHash3). */
  private static long mix(long hash) {
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return hash ^ (hash >>> 33);
  }
}
