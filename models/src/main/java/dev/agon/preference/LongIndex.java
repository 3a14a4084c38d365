package dev.agon.preference;

import java.util.Arrays;

/**
 * Numbers distinct long keys 0, 1, 2 ... in the order of their first use. Open addressing with
 * linear probing over primitive arrays, made for millions of keys; keys are never forgotten. Not
 * safe for use by several threads.
 */
public final class LongIndex {
  private long[] keys = new long[16];
  private int[] slots = new int[32];
  private int size;

  /** How many keys have a number. */
  public int size() {
    return size;
  }

  /** The number of this key, given out now when it has none. */
  public int number(long key) {
    int mask = slots.length - 1;
    int at = spread(key) & mask;
    for (int held = slots[at]; held != 0; held = slots[at]) {
      if (keys[held - 1] == key) {
        return held - 1;
      }
      at = (at + 1) & mask;
    }
    if (size == keys.length) {
      grow();
      at = freeSlot(key);
    }
    keys[size] = key;
    slots[at] = ++size;
    return size - 1;
  }

  /** The number of this key, or -1 when it has none. */
  public int find(long key) {
    int mask = slots.length - 1;
    int at = spread(key) & mask;
    for (int held = slots[at]; held != 0; held = slots[at]) {
      if (keys[held - 1] == key) {
        return held - 1;
      }
      at = (at + 1) & mask;
    }
    return -1;
  }

  /** The key that has this number. */
  public long key(int number) {
    if (number >= size) {
      throw new IndexOutOfBoundsException("no key has the number " + number);
    }
    return keys[number];
  }

  private void grow() {
    keys = Arrays.copyOf(keys, 2 * keys.length);
    slots = new int[2 * slots.length];
    for (int i = 0; i < size; i++) {
      slots[freeSlot(keys[i])] = i + 1;
    }
  }

  private int freeSlot(long key) {
    int mask = slots.length - 1;
    int at = spread(key) & mask;
    while (slots[at] != 0) {
      at = (at + 1) & mask;
    }
    return at;
  }

  /** Fibonacci hashing (Knuth, The Art of Computer Programming, volume 3, section 6.4). */
  private static int spread(long key) {
    long mixed = key * 0x9E3779B97F4A7C15L;
    return (int) ((mixed ^ (mixed >>> 29)) >>> 16);
  }
}
