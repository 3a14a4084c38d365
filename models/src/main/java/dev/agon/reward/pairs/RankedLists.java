package dev.agon.reward.pairs;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Rankings of two or more items, best first, or of their best few: what an annotator who orders
 * responses says. Items are rows of a {@link FeatureMatrix}. Filled first, then only read.
 */
public final class RankedLists {
  private final List<int[]> lists = new ArrayList<>();
  private final List<Integer> ranked = new ArrayList<>();
  private final List<Integer> criteria = new ArrayList<>();
  private final List<Integer> groups = new ArrayList<>();
  private final List<Double> weights = new ArrayList<>();

  /**
   * Adds a ranking.
   *
   * @param criterion its number
   * @param group its prompt or other group, from 0
   * @param items the ranked items, best first, then those that are known only to come after them
   * @param ranked how many of the items are ranked, at least 1; 1 is a pick of the best
   * @param weight how much it counts, finite and above 0
   * @throws IllegalArgumentException when there are fewer than 2 items, one is there twice or
   *     negative, or a number is out of its range
   */
  public void add(int criterion, int group, int[] items, int ranked, double weight) {
    Set<Integer> seen = new HashSet<>();
    for (int item : items) {
      if (item < 0 || !seen.add(item)) {
        throw new IllegalArgumentException("item " + item + " cannot be in a ranking so");
      }
    }
    if (items.length < 2 || ranked < 1 || ranked > items.length || criterion < 0 || group < 0) {
      throw new IllegalArgumentException(ranked + " ranked of " + items.length + " items");
    }
    if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a weight is finite and above 0, not " + weight);
    }
    lists.add(items.clone());
    this.ranked.add(ranked);
    criteria.add(criterion);
    groups.add(group);
    weights.add(weight);
  }

  /** The number of rankings. */
  public int size() {
    return lists.size();
  }

  /** One more than the largest item that occurs; 0 when there is none. */
  public int items() {
    return lists.stream().flatMapToInt(Arrays::stream).max().orElse(-1) + 1;
  }

  /** The items of a ranking as they were added: not to be changed. */
  public int[] list(int at) {
    return lists.get(at);
  }

  /** The places at which a choice is known: a last item that is left over was not chosen. */
  public int choices(int at) {
    return Math.min(ranked.get(at), lists.get(at).length - 1);
  }

  /** The number of a ranking's criterion. */
  public int criterion(int at) {
    return criteria.get(at);
  }

  /** How much a ranking counts, above 0. */
  public double weight(int at) {
    return weights.get(at);
  }

  /** Adds all rankings, in their order, to a hash of the data. */
  public void digest(MessageDigest digest) {
    for (int at = 0; at < lists.size(); at++) {
      ByteBuffer bytes = ByteBuffer.allocate(20 + 4 * lists.get(at).length);
      bytes.putInt(criteria.get(at)).putInt(groups.get(at)).putInt(ranked.get(at));
      bytes.putDouble(weights.get(at));
      for (int item : lists.get(at)) {
        bytes.putInt(item);
      }
      digest.update(bytes.flip());
    }
  }
}
