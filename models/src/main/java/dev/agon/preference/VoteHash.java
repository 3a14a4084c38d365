package dev.agon.preference;

import dev.agon.numeric.Digests;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.function.IntFunction;

/**
 * A hash of everything that a ranking reads of votes, so that two rankings can be told to be of the
 * same votes. It is SHA-256 over one line a vote, in the order of the table, followed by the items'
 * names:
 *
 * <pre>left TAB right TAB outcome TAB annotator TAB comparison TAB weight LF</pre>
 *
 * Items, annotators and comparisons are numbered 0, 1, 2 ... each in the order of their first use,
 * the left item before the right one; -1 stands for an annotator or comparison that is not known.
 * The outcome is the code of {@link Outcome}; the weight is the shortest decimal that means the
 * same 32-bit number. After the last vote the names of the items follow in the order of their
 * numbers, in UTF-8, each ended by a zero byte. Who voted is thus in the hash, their name is not.
 */
public final class VoteHash {
  private final MessageDigest digest = Digests.sha256();
  private final LongIndex items = new LongIndex();
  private final LongIndex annotators = new LongIndex();
  private final LongIndex comparisons = new LongIndex();

  private VoteHash() {}

  /**
   * The hash of a table, in lower-case hexadecimal digits.
   *
   * @param name of an item, by its number in the table
   */
  public static String of(VoteTable table, IntFunction<String> name) {
    VoteHash hash = new VoteHash();
    for (int row = 0; row < table.rows(); row++) {
      hash.add(table, row);
    }
    for (int item = 0; item < hash.items.size(); item++) {
      String own = name.apply((int) hash.items.key(item));
      hash.digest.update(own.getBytes(StandardCharsets.UTF_8));
      hash.digest.update((byte) 0);
    }
    return Digests.hex(hash.digest);
  }

  private void add(VoteTable table, int row) {
    String line =
        items.number(table.first(row))
            + "\t"
            + items.number(table.second(row))
            + "\t"
            + table.outcomeCode(row)
            + "\t"
            + number(annotators, table.annotator(row))
            + "\t"
            + number(comparisons, table.comparison(row))
            + "\t"
            + (float) table.weight(row)
            + "\n";
    digest.update(line.getBytes(StandardCharsets.US_ASCII));
  }

  private static int number(LongIndex index, int key) {
    return key == VoteTable.NONE ? VoteTable.NONE : index.number(key);
  }
}
