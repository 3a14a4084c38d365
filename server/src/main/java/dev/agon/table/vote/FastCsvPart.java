package dev.agon.table.vote;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/** The rows of a {@link FastCsv} file that begin in one part of it. */
final class FastCsvPart {
  private static final int BLOCK = 1 << 22;

  final NameBytes items = new NameBytes();
  final NameBytes annotators = new NameBytes();
  final NameBytes comparisons = new NameBytes();
  int[] first = new int[1 << 16];
  int[] second = new int[1 << 16];
  int[] annotator = new int[1 << 16];
  int[] comparison = new int[1 << 16];
  byte[] outcome = new byte[1 << 16];
  int rows;

  /** Rows that compare an item with itself. */
  long self;

  /** Hashes of the rows' bytes; without room when they are not wanted. */
  long[] keys;

  private final FileChannel channel;
  private final int[] places;
  private final long begin;
  private final long from;
  private final long to;
  private final FastWinners winners;
  private final byte separator;
  private final int[] starts;
  private final int[] ends;
  private boolean plain = true;

  /**
   * @param places the fields of left, right, winner, annotator and comparison, and the number of
   *     fields
   * @param begin where the first row of the file begins
   * @param from where this part begins, which need not be at a row
   * @param keyed whether rows are hashed
   */
  FastCsvPart(
      FileChannel channel,
      int[] places,
      char separator,
      FastWinners winners,
      long begin,
      long from,
      long length,
      boolean keyed) {
    this.channel = channel;
    this.separator = (byte) separator;
    this.winners = winners;
    this.keys = new long[keyed ? first.length : 0];
    this.places = places;
    this.begin = begin;
    this.from = from;
    this.to = from + length;
    this.starts = new int[places[5]];
    this.ends = new int[places[5]];
  }

  /** Whether all rows were plain and right. */
  boolean plain() {
    return plain;
  }

  FastCsvPart read() {
    byte[] block = new byte[BLOCK];
    long position = from == begin ? from : from - 1;
    boolean inRow = from == begin;
    try {
      while (plain && position < to) {
        int size = fill(block, position);
        boolean last = size < BLOCK;
        int at = 0;
        if (!inRow) {
          while (at < size && block[at] != '\n') {
            at++;
          }
          at++;
          inRow = at <= size;
        }
        int next = rows(block, at, size, position, last);
        if (last) {
          break;
        }
        plain &= next > 0;
        position += next;
      }
    } catch (IOException _) {
      plain = false;
    }
    return this;
  }

  private int fill(byte[] block, long position) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(block);
    int read = 0;
    while (buffer.hasRemaining() && read >= 0) {
      read = channel.read(buffer, position + buffer.position());
    }
    return buffer.position();
  }

  /**
   * Reads rows that begin before the end of the part, as far as they are whole.
   *
   * @param last whether the file ends with the block, and with it its last row
   * @return where it stopped
   */
  private int rows(byte[] block, int at, int size, long position, boolean last) {
    int next = at;
    while (plain && next < size && position + next < to) {
      int end = row(block, next, size, last);
      if (end < 0) {
        return next;
      }
      if (plain) {
        add(block, position);
      }
      next = end + 1;
    }
    return position + next >= to ? size : next;
  }

  /** Finds the fields of a row; gives where its line ends, -1 where that is beyond the block. */
  private int row(byte[] block, int at, int size, boolean last) {
    int field = 0;
    int i = at;
    starts[0] = at;
    for (; i < size; i++) {
      byte c = block[i];
      if (c == separator) {
        ends[field++] = i;
        if (field == starts.length) {
          plain = false;
          return i;
        }
        starts[field] = i + 1;
      } else if (c < ' ' || c == '"') {
        if (c == '\n') {
          break;
        }
        if (c != '\r' || (i + 1 < size && block[i + 1] != '\n')) {
          plain = false;
          return i;
        }
      }
    }
    if (i == size && !last) {
      return -1;
    }
    ends[field] = i > at && block[i - 1] == '\r' ? i - 1 : i;
    plain &= field == starts.length - 1;
    return i;
  }

  private void add(byte[] block, long position) {
    int code = winners.code(block, starts[places[2]], ends[places[2]]);
    if (code == 0 || !name(block, places[0]) || !name(block, places[1]) || named(block)) {
      plain = false;
      return;
    }
    if (equal(block, places[0], places[1])) {
      self++;
      return;
    }
    if (rows == first.length) {
      grow();
    }
    first[rows] = name(items, block, places[0], position, 0);
    second[rows] = name(items, block, places[1], position, 1);
    annotator[rows] = -1;
    if (places[3] >= 0) {
      plain &= name(block, places[3]);
      annotator[rows] = name(annotators, block, places[3], position, 0);
    }
    comparison[rows] = -1;
    if (places[4] >= 0) {
      plain &= name(block, places[4]);
      comparison[rows] = name(comparisons, block, places[4], position, 0);
    }
    outcome[rows] = (byte) code;
    if (keys.length > 0) {
      keys[rows] = NameBytes.mixedHash(block, starts[0], ends[ends.length - 1]);
    }
    rows++;
  }

  /** Whether the winner's field is the name of one side, which may mean something else. */
  private boolean named(byte[] block) {
    return equal(block, places[2], places[0]) || equal(block, places[2], places[1]);
  }

  private boolean equal(byte[] block, int one, int other) {
    return Arrays.equals(block, starts[one], ends[one], block, starts[other], ends[other]);
  }

  private int name(NameBytes names, byte[] block, int place, long position, int side) {
    long row = position + starts[0];
    return names.number(block, starts[place], ends[place], 2 * row + side);
  }

  /** Whether a field names something, and as it is: not made inert. */
  private boolean name(byte[] block, int place) {
    if (starts[place] < ends[place] && block[starts[place]] == '\'') {
      return false;
    }
    for (int i = starts[place]; i < ends[place]; i++) {
      if (block[i] != ' ') {
        return true;
      }
    }
    return false;
  }

  private void grow() {
    int room = Math.multiplyExact(2, first.length);
    first = Arrays.copyOf(first, room);
    second = Arrays.copyOf(second, room);
    annotator = Arrays.copyOf(annotator, room);
    comparison = Arrays.copyOf(comparison, room);
    outcome = Arrays.copyOf(outcome, room);
    keys = keys.length > 0 ? Arrays.copyOf(keys, room) : keys;
  }

  /** Lets go of the columns. */
  void forget() {
    first = new int[0];
    second = new int[0];
    annotator = new int[0];
    comparison = new int[0];
    outcome = new byte[0];
    keys = new long[0];
  }
}
