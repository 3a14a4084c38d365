package dev.agon.text;

import java.util.Arrays;

/** N-grams by their 64-bit hashes, with how often each was added. */
final class Bag {
  /** The hash of nothing: FNV-1a's offset basis. */
  static final long START = 0xcbf29ce484222325L;

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
