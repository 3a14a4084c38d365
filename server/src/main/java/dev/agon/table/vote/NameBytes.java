package dev.agon.table.vote;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Numbers distinct names of ASCII bytes 0, 1, 2 ... in the order of their first use here, and keeps
 * where in the file that was. Open addressing over one array of bytes.
 */
final class NameBytes {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private byte[] bytes = new byte[1 << 12];
  private int[] start = new int[65];
  private long[] firstUse = new long[64];

  /** The hash of a name in the upper half, its number plus one in the lower; 0 is free. */
  private long[] slots = new long[256];

  private int size;

  /** The number of the name in these bytes, given out now when it has none. */
  int number(byte[] text, int from, int to, long offset) {
    int hash = hash(text, from, to);
    int mask = slots.length - 1;
    int at = hash & mask;
    for (long held = slots[at]; held != 0; held = slots[at]) {
      int name = (int) held - 1;
      if (held >>> 32 == Integer.toUnsignedLong(hash)
          && Arrays.equals(bytes, start[name], start[name + 1], text, from, to)) {
        return name;
      }
      at = (at + 1) & mask;
    }
    append(text, from, to, offset);
    slots[at] = (long) hash << 32 | size;
    if (2 * size > slots.length) {
      rehash();
    }
    return size - 1;
  }

  private void append(byte[] text, int from, int to, long offset) {
    int end = start[size] + to - from;
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(end, 2 * bytes.length));
    }
    if (size == firstUse.length) {
      firstUse = Arrays.copyOf(firstUse, 2 * size);
      start = Arrays.copyOf(start, 2 * size + 1);
    }
    System.arraycopy(text, from, bytes, start[size], to - from);
    firstUse[size] = offset;
    start[++size] = end;
  }

  private void rehash() {
    long[] before = slots;
    slots = new long[2 * before.length];
    int mask = slots.length - 1;
    for (long held : before) {
      if (held != 0) {
        int at = (int) (held >>> 32) & mask;
        while (slots[at] != 0) {
          at = (at + 1) & mask;
        }
        slots[at] = held;
      }
    }
  }

  private static int hash(byte[] text, int from, int to) {
    return (int) mixedHash(text, from, to);
  }

  /** A hash of some bytes. */
  static long mixedHash(byte[] text, int from, int to) {
    long hash = (long) to - from;
    int at = from;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      hash = mixed(hash ^ (long) LONGS.get(text, at));
    }
    long rest = 0;
    for (; at < to; at++) {
      rest = rest << Byte.SIZE | text[at];
    }
    return mixed(hash ^ rest);
  }

  /** A value whose bits all depend on all of the other's. */
  static long mixed(long value) {
    long product = value * MULTIPLIER;
    return product ^ product >>> 32;
  }

  int size() {
    return size;
  }

  String name(int number) {
    return new String(
        bytes, start[number], start[number + 1] - start[number], StandardCharsets.US_ASCII);
  }

  /** The number that a name of this has among others, which learn it when they don't know it. */
  int numberIn(NameBytes others, int number) {
    return others.number(bytes, start[number], start[number + 1], firstUse[number]);
  }

  /** The byte of the file at which a name was first used. */
  long firstUse(int number) {
    return firstUse[number];
  }
}
